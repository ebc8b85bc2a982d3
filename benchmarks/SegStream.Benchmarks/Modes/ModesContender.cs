using SegStream.Benchmarks.Load;
using SegStream.Benchmarks.Measuring;
using SegStream.Benchmarks.Processes;
using SegStream.Benchmarks.Sse;

namespace SegStream.Benchmarks.Modes;

/// <summary>A variant with its server process and what was measured on it so far.</summary>
internal sealed class ModesContender(ModesVariant variant, ServerProcess server, BenchmarkOptions options) : IDisposable
{
    private const double FirstWarmUpEvents = 2_000;

    // Eight servers have to be warm within the time of a quick run.
    private readonly double _warmUpSeconds = options.WarmUp.TotalSeconds * 2 / 3;
    private readonly List<SseRound> _rounds = [];
    private double _eventsPerRound = FirstWarmUpEvents;

    public ModesVariant Variant => variant;

    public IReadOnlyList<SseRound> Rounds => _rounds;

    public static async Task<ModesContender> StartAsync(ModesVariant variant, BenchmarkOptions options) =>
        new(variant, await ServerProcess.StartAsync(ServerHost.Command, variant.Name), options);

    /// <summary>What is in a stream of two events.</summary>
    public Task<string> ReadTwoAsync() => server.ReadAsync(variant.PathFor(2));

    /// <summary>Runs until the JIT has seen enough, and finds out how many events fill a round.</summary>
    public async Task WarmUpAsync(LoadProcess load)
    {
        var spent = 0d;
        while (spent < _warmUpSeconds)
        {
            var result = await load.RunAsync(Request());
            spent += result.Seconds;
            _eventsPerRound = Math.Max(FirstWarmUpEvents, result.Events / result.Seconds * options.RoundTime.TotalSeconds);
        }
    }

    /// <summary>Runs one round.</summary>
    /// <param name="load">The process that reads.</param>
    /// <param name="mustBeQuiet">Whether the round is thrown away when other programs have disturbed it.</param>
    /// <returns>False when it was thrown away.</returns>
    public async Task<bool> MeasureAsync(LoadProcess load, bool mustBeQuiet)
    {
        await server.CollectAsync();
        var before = await server.UsageAsync();
        var machineBefore = ProcessorTime.Now();
        var result = await load.RunAsync(Request());
        var machineAfter = ProcessorTime.Now();
        var after = await server.UsageAsync();
        var serverSeconds = after.CpuSeconds - before.CpuSeconds;
        var foreignSeconds = Math.Max(0, machineAfter.Busy - machineBefore.Busy - serverSeconds - result.CpuSeconds);
        var round = new SseRound(
            result.Events / result.Seconds,
            serverSeconds * 1e9 / result.Events,
            (double)(after.AllocatedBytes - before.AllocatedBytes) / result.Events,
            (double)result.BodyBytes / result.Events,
            foreignSeconds / (result.Seconds * Environment.ProcessorCount));
        if (mustBeQuiet && round.IsDisturbed)
        {
            return false;
        }

        _rounds.Add(round);
        return true;
    }

    public void Dispose() => server.Dispose();

    private LoadRequest Request()
    {
        var events = (long)Math.Ceiling(_eventsPerRound);
        return new LoadRequest(server.Port, variant.PathFor(events), Connections: 1, StreamsPerConnection: 1, events, variant.Counting);
    }
}
