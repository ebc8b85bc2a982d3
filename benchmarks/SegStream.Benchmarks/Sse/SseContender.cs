using SegStream.Benchmarks.Load;
using SegStream.Benchmarks.Processes;

namespace SegStream.Benchmarks.Sse;

/// <summary>A variant with its server process and what was measured on it so far.</summary>
internal sealed class SseContender(SseVariant variant, ServerProcess server) : IDisposable
{
    private const long FirstWarmUpEvents = 2_000;

    private readonly List<SseRound> _rounds = [];
    private long _eventsPerRound = FirstWarmUpEvents;

    public SseVariant Variant => variant;

    public IReadOnlyList<SseRound> Rounds => _rounds;

    public long EventsPerRound => _eventsPerRound;

    public static async Task<SseContender> StartAsync(SseVariant variant) =>
        new(variant, await ServerProcess.StartAsync(ServerHost.Command, variant.Name));

    /// <summary>Runs until the JIT has seen enough, and finds out how many events fill a round.</summary>
    public async Task WarmUpAsync(LoadProcess load, TimeSpan warmUp, TimeSpan roundTime)
    {
        var spent = 0d;
        while (spent < warmUp.TotalSeconds)
        {
            var result = await load.RunAsync(Request(_eventsPerRound));
            spent += result.Seconds;
            _eventsPerRound = Math.Max(FirstWarmUpEvents, (long)(result.Events / result.Seconds * roundTime.TotalSeconds));
        }
    }

    public async Task MeasureAsync(LoadProcess load)
    {
        await server.CollectAsync();
        var before = await server.UsageAsync();
        var result = await load.RunAsync(Request(_eventsPerRound));
        var after = await server.UsageAsync();
        _rounds.Add(new SseRound(
            result.Events / result.Seconds,
            (after.CpuSeconds - before.CpuSeconds) * 1e9 / result.Events,
            (double)(after.AllocatedBytes - before.AllocatedBytes) / result.Events,
            (double)result.BodyBytes / result.Events));
    }

    public void Dispose() => server.Dispose();

    private LoadRequest Request(long events) => new(server.Port, variant.PathFor(events), 1, events);
}
