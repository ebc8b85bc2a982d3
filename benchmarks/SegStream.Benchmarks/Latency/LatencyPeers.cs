using System.Threading.Channels;
using Microsoft.AspNetCore.Http.HttpResults;

namespace SegStream.Benchmarks.Latency;

/// <summary>The endpoints: the same paced producer behind SegStream, behind ASP.NET Core's own result, and behind nothing.</summary>
public static class LatencyPeers
{
    internal const int Capacity = 65_536;

    /// <summary>SegStream.</summary>
    [SseEndpoint("/latency-segstream", Capacity = Capacity)]
    public static async Task SegStream(int count, int perSecond, StreamSender<Tick> sender)
    {
        await PacedProducer.RunAsync(count, perSecond, tick => sender.TrySend(tick));
        sender.EndStream();
    }

    internal static ServerSentEventsResult<Tick> TypedResult(int count, int perSecond, CancellationToken cancellationToken)
    {
        var channel = Channel.CreateBounded<Tick>(new BoundedChannelOptions(Capacity) { SingleReader = true, SingleWriter = true });
        _ = Task.Run(
            async () =>
            {
                await PacedProducer.RunAsync(count, perSecond, tick => channel.Writer.TryWrite(tick));
                channel.Writer.Complete();
            },
            cancellationToken);
        return TypedResults.ServerSentEvents(channel.Reader.ReadAllAsync(cancellationToken));
    }

    /// <summary>What the producer itself costs.</summary>
    internal static async Task Nothing(HttpContext http, int count, int perSecond)
    {
        await http.Response.Body.FlushAsync();
        await PacedProducer.RunAsync(count, perSecond, static _ => { });
    }
}
