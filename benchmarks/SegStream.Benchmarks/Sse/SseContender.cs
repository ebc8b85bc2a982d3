using SegStream.Benchmarks.Load;
using SegStream.Benchmarks.Measuring;
using SegStream.Benchmarks.Processes;

namespace SegStream.Benchmarks.Sse;

/// <summary>A variant with its server process and what was measured on it so far.</summary>
internal sealed class SseContender(SseVariant variant, ServerProcess server, BenchmarkOptions options) : IDisposable
{
    private const double FirstWarmUpEvents = 2_000;

    private const string ThreeEvents =
        "data: {\"done\":1,\"total\":3,\"file\":\"orders.csv\"}\n\n"
        + "data: {\"done\":2,\"total\":3,\"file\":\"orders.csv\"}\n\n"
        + "data: {\"done\":3,\"total\":3,\"file\":\"orders.csv\"}\n\n";

    private readonly List<SseRound> _rounds = [];
    private double _eventsPerRound = FirstWarmUpEvents;

    public SseVariant Variant => variant;

    public IReadOnlyList<SseRound> Rounds => _rounds;

    public static async Task<SseContender> StartAsync(SseVariant variant, BenchmarkOptions options) =>
        new(variant, await ServerProcess.StartAsync(ServerHost.Command, variant.Name), options);

    /// <summary>Makes sure that this variant serves what all are said to serve.</summary>
    public async Task VerifyAsync()
    {
        var body = await server.ReadAsync(variant.PathFor(3));
        if (!variant.OnlyInFull && body != ThreeEvents)
        {
            throw new InvalidOperationException($"{variant.Name} serves another stream than it should:\n{body}");
        }
    }

    /// <summary>Runs until the JIT has seen enough, and finds out how many events fill a round.</summary>
    public async Task WarmUpAsync(LoadProcess load)
    {
        var spent = 0d;
        while (spent < options.WarmUp.TotalSeconds)
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
        var eventsPerConnection = (long)Math.Ceiling(_eventsPerRound / options.Connections);
        var eventsPerStream = options.EventsPerStream ?? eventsPerConnection;
        var streams = (long)Math.Ceiling((double)eventsPerConnection / eventsPerStream);
        return new LoadRequest(server.Port, variant.PathFor(eventsPerStream), options.Connections, streams, eventsPerStream);
    }
}
