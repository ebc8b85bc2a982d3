using SegStream.Benchmarks.Load;
using SegStream.Benchmarks.Measuring;
using SegStream.Benchmarks.Processes;

namespace SegStream.Benchmarks.Sse;

/// <summary>A server process that serves as many events as it can, and what was measured on it so far.</summary>
internal abstract class ThroughputContender(ServerProcess server, TimeSpan warmUp, TimeSpan roundTime) : IDisposable
{
    private const double FirstWarmUpEvents = 2_000;

    private readonly List<SseRound> _rounds = [];
    private double _eventsPerRound = FirstWarmUpEvents;

    public IReadOnlyList<SseRound> Rounds => _rounds;

    protected ServerProcess Server => server;

    /// <summary>Runs until the JIT has seen enough, and finds out how many events fill a round.</summary>
    public async Task WarmUpAsync(LoadProcess load)
    {
        var spent = 0d;
        while (spent < warmUp.TotalSeconds)
        {
            var result = await load.RunAsync(RequestFor(_eventsPerRound));
            spent += result.Seconds;
            _eventsPerRound = Math.Max(FirstWarmUpEvents, result.Events / result.Seconds * roundTime.TotalSeconds);
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
        var result = await load.RunAsync(RequestFor(_eventsPerRound));
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

    /// <summary>What to ask for in a round of so many events.</summary>
    protected abstract LoadRequest RequestFor(double events);
}
