using SegStream.Benchmarks.Load;
using SegStream.Benchmarks.Processes;

namespace SegStream.Benchmarks.Sse;

/// <summary>A variant with its server process.</summary>
internal sealed class SseContender(SseVariant variant, ServerProcess server, BenchmarkOptions options)
    : ThroughputContender(server, options.WarmUp, options.RoundTime)
{
    private const string ThreeEvents =
        "data: {\"done\":1,\"total\":3,\"file\":\"orders.csv\"}\n\n"
        + "data: {\"done\":2,\"total\":3,\"file\":\"orders.csv\"}\n\n"
        + "data: {\"done\":3,\"total\":3,\"file\":\"orders.csv\"}\n\n";

    public SseVariant Variant => variant;

    public static async Task<SseContender> StartAsync(SseVariant variant, BenchmarkOptions options) =>
        new(variant, await ServerProcess.StartAsync(ServerHost.Command, variant.Name), options);

    /// <summary>Makes sure that this variant serves what all are said to serve.</summary>
    public async Task VerifyAsync()
    {
        var body = await Server.ReadAsync(variant.PathFor(3));
        if (!variant.OnlyInFull && body != ThreeEvents)
        {
            throw new InvalidOperationException($"{variant.Name} serves another stream than it should:\n{body}");
        }
    }

    protected override LoadRequest RequestFor(double events)
    {
        var eventsPerConnection = (long)Math.Ceiling(events / options.Connections);
        var eventsPerStream = options.EventsPerStream ?? eventsPerConnection;
        var streams = (long)Math.Ceiling((double)eventsPerConnection / eventsPerStream);
        return new LoadRequest(Server.Port, variant.PathFor(eventsPerStream), options.Connections, streams, eventsPerStream);
    }
}
