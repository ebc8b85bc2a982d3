using System.Text.Json;
using SegStream.Benchmarks.Measuring;
using SegStream.Benchmarks.Processes;
using SegStream.Benchmarks.Sse;

namespace SegStream.Benchmarks.Latency;

/// <summary>One variant in one round.</summary>
internal sealed record LatencyRound(double P50, double P99, double P999, double CpuMicrosecondsPerEvent, double ForeignShare);

/// <summary>A variant with its server process and its rounds.</summary>
internal sealed class LatencyContender(LatencyVariant variant, ServerProcess server, ChildProcess client) : IDisposable
{
    private const int PerSecond = 10_000;
    private static readonly TimeSpan TimeToRead = TimeSpan.FromSeconds(60);

    private readonly List<LatencyRound> _rounds = [];

    public LatencyVariant Variant => variant;

    public IReadOnlyList<LatencyRound> Rounds => _rounds;

    public static async Task<LatencyContender> StartAsync(LatencyVariant variant, ChildProcess client) =>
        new(variant, await ServerProcess.StartAsync(ServerHost.Command, variant.Name), client);

    /// <summary>Runs the stream once.</summary>
    /// <param name="seconds">How long.</param>
    /// <param name="keep">Whether the round counts.</param>
    public async Task MeasureAsync(double seconds, bool keep)
    {
        var events = (int)(PerSecond * seconds);
        await server.CollectAsync();
        var before = await server.UsageAsync();
        var machineBefore = ProcessorTime.Now();
        await client.WriteLineAsync(JsonSerializer.Serialize(new LatencyRequest(
            server.Port,
            $"{variant.Path}?count={events}&perSecond={PerSecond}",
            variant == LatencyVariant.Nothing ? 0 : events)));
        var result = JsonSerializer.Deserialize<LatencyResult>(await client.ReadLineAsync(TimeToRead))!;
        var machineAfter = ProcessorTime.Now();
        var after = await server.UsageAsync();
        if (result.Error is not null)
        {
            throw new InvalidOperationException($"{variant.Name}: {result.Error}");
        }

        if (keep)
        {
            var cpu = after.CpuSeconds - before.CpuSeconds;
            var foreign = Math.Max(0, machineAfter.Busy - machineBefore.Busy - cpu - result.CpuSeconds);
            _rounds.Add(new LatencyRound(result.P50, result.P99, result.P999, cpu * 1e6 / events, foreign / (result.Seconds * Environment.ProcessorCount)));
        }
    }

    public void Dispose() => server.Dispose();
}
