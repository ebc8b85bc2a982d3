using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using SegStream.Benchmarks.Measuring;
using SegStream.Benchmarks.Processes;
using SegStream.Benchmarks.Sse;

namespace SegStream.Benchmarks.Broadcast;

/// <summary>A variant with its server process, its clients and its rounds.</summary>
internal sealed class BroadcastContender(BroadcastVariant variant, ServerProcess server, ChildProcess client, BroadcastWorkload workload) : IDisposable
{
    private static readonly TimeSpan TimeToRead = TimeSpan.FromSeconds(60);

    private readonly List<BroadcastRound> _rounds = [];

    public BroadcastVariant Variant => variant;

    public IReadOnlyList<BroadcastRound> Rounds => _rounds;

    public static async Task<BroadcastContender> StartAsync(BroadcastVariant variant, ChildProcess client, BroadcastWorkload workload)
    {
        var contender = new BroadcastContender(variant, await ServerProcess.StartAsync(ServerHost.Command, variant.Name), client, workload);
        await contender.AskAsync(0);
        using var watchdog = new CancellationTokenSource(TimeToRead);
        while (int.Parse(await contender.Server.ReadAsync(BroadcastServer.MembersPath), CultureInfo.InvariantCulture) < workload.Connections)
        {
            await Task.Delay(20, watchdog.Token);
        }

        return contender;
    }

    /// <summary>Runs the burst and the paced broadcasts once.</summary>
    /// <param name="keep">Whether the round counts.</param>
    public async Task MeasureAsync(bool keep)
    {
        var burst = await RunAsync(workload.BurstEvents, 0);
        var paced = await RunAsync(workload.PacedEvents, workload.PauseMicroseconds);
        if (keep)
        {
            _rounds.Add(new BroadcastRound(burst.CpuNanoseconds, burst.Milliseconds, burst.Run.CallMicroseconds, burst.AllocatedBytes, paced.Run.MedianCallMicroseconds, paced.CpuNanoseconds, burst.ForeignShare));
        }
    }

    public void Dispose() => server.Dispose();

    private ServerProcess Server => server;

    private async Task<Series> RunAsync(int events, int pauseMicroseconds)
    {
        await server.CollectAsync();
        var before = await server.UsageAsync();
        var machineBefore = ProcessorTime.Now();
        var began = Stopwatch.GetTimestamp();
        await AskAsync(events);
        var run = JsonSerializer.Deserialize(await server.ReadAsync(BroadcastServer.PathFor(events, pauseMicroseconds)), BroadcastJson.Default.BroadcastRun)!;
        var result = await AnswerAsync();
        var elapsed = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var machineAfter = ProcessorTime.Now();
        var after = await server.UsageAsync();
        var cpu = after.CpuSeconds - before.CpuSeconds;
        var foreign = Math.Max(0, machineAfter.Busy - machineBefore.Busy - cpu - result.CpuSeconds);
        var deliveries = (double)events * workload.Connections;
        return new Series(
            run,
            cpu * 1e9 / deliveries,
            (result.FinishedAt - run.StartedAt) * 1e3 / Stopwatch.Frequency,
            (after.AllocatedBytes - before.AllocatedBytes) / deliveries,
            foreign / (elapsed * Environment.ProcessorCount));
    }

    private async Task AskAsync(int events)
    {
        await client.WriteLineAsync(JsonSerializer.Serialize(new BroadcastRequest(variant.Name, server.Port, workload.Connections, events)));
        await AnswerAsync();
    }

    private async Task<BroadcastResult> AnswerAsync()
    {
        var result = JsonSerializer.Deserialize<BroadcastResult>(await client.ReadLineAsync(TimeToRead))!;
        return result.Error is null ? result : throw new InvalidOperationException($"{variant.Name}: {result.Error}");
    }

    private sealed record Series(BroadcastRun Run, double CpuNanoseconds, double Milliseconds, double AllocatedBytes, double ForeignShare);
}
