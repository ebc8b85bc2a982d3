using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http.HttpResults;
using SegStream.Benchmarks.Sse;

namespace SegStream.Benchmarks.Idle;

/// <summary>The endpoints. Each sends one event and has nothing more to say; what the application keeps of a stream is one reference in a queue.</summary>
public static class IdlePeers
{
    private static readonly ImportProgress First = new(1, 1, "orders.csv");
    private static readonly ConcurrentQueue<object> Kept = new();
    private static readonly Task Never = new TaskCompletionSource().Task;

    /// <summary>SegStream, with a sender that outlives the method.</summary>
    [SseEndpoint("/idle-segstream", HeartbeatSeconds = 0)]
    public static StreamResponse<ImportProgress> Detached()
    {
        var response = StreamResponse.Sse<ImportProgress>();
        response.Sender.TrySend(First);
        Kept.Enqueue(response.Sender);
        return response;
    }

    /// <summary>SegStream, with a method that goes on for as long as the stream.</summary>
    [SseEndpoint("/idle-segstream-push", HeartbeatSeconds = 0)]
    public static async Task Push(StreamSender<ImportProgress> sender, CancellationToken cancellationToken)
    {
        sender.TrySend(First);
        await Task.Delay(Timeout.Infinite, cancellationToken);
        sender.EndStream();
    }

    internal static async Task KestrelAsync(HttpContext http)
    {
        http.Response.ContentType = "text/event-stream";
        await http.Response.WriteAsync("data: {\"done\":1,\"total\":1,\"file\":\"orders.csv\"}\n\n");
        await http.Response.Body.FlushAsync();
        await Never;
    }

    internal static ServerSentEventsResult<ImportProgress> TypedResult(CancellationToken cancellationToken)
    {
        var channel = Channel.CreateBounded<ImportProgress>(new BoundedChannelOptions(1024) { SingleReader = true });
        channel.Writer.TryWrite(First);
        Kept.Enqueue(channel.Writer);
        return TypedResults.ServerSentEvents(channel.Reader.ReadAllAsync(cancellationToken));
    }
}
