using System.Collections.Concurrent;
using System.Globalization;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http.HttpResults;
using SegStream.Benchmarks.Sse;

namespace SegStream.Benchmarks.Idle;

/// <summary>The endpoints. Each sends one event and has nothing more to say; what the application keeps of a stream is one reference in a queue.</summary>
public static class IdlePeers
{
    private static readonly ImportProgress First = new(1, 1, "orders.csv");
    private static readonly ConcurrentQueue<object> Kept = new();
    private const string Group = "idle";
    private static int _registered;
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

    /// <summary>SegStream, with a sender that the registry keeps.</summary>
    [SseEndpoint("/idle-segstream-registered", HeartbeatSeconds = 0)]
    public static StreamResponse<ImportProgress> Registered(IStreamRegistry registry) => Register(registry, group: null, First);

    /// <summary>The same in a group.</summary>
    [SseEndpoint("/idle-segstream-group", HeartbeatSeconds = 0)]
    public static StreamResponse<ImportProgress> InGroup(IStreamRegistry registry) => Register(registry, Group, First);

    /// <summary>The same, and nothing is ever sent to this stream alone.</summary>
    [SseEndpoint("/idle-segstream-group-only", HeartbeatSeconds = 0)]
    public static StreamResponse<ImportProgress> GroupOnly(IStreamRegistry registry) => Register(registry, Group, first: null);

    private static StreamResponse<ImportProgress> Register(IStreamRegistry registry, string? group, ImportProgress? first)
    {
        var response = StreamResponse.Sse<ImportProgress>();
        if (first is not null)
        {
            response.Sender.TrySend(first);
        }

        registry.Register(Interlocked.Increment(ref _registered).ToString(CultureInfo.InvariantCulture), response.Sender, new StreamMetadata { Group = group });
        return response;
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
