using SegStream.Soak.Books;

namespace SegStream.Soak.Endpoints;

/// <summary>Server-Sent Events that are sent.</summary>
internal static class SseEndpoints
{
    [SseEndpoint("/sse/wait")]
    public static Task Wait(StreamRecord record, StreamSender<Tick> sender, CancellationToken token) => Producer.SendAsync(record, Outlet.To(sender, Payloads.Tick), token);

    [SseEndpoint("/sse/drop-oldest", Capacity = 64, Overflow = OverflowPolicy.DropOldest)]
    public static Task DropOldest(StreamRecord record, StreamSender<Tick> sender, CancellationToken token) => Producer.SendAsync(record, Outlet.To(sender, Payloads.Tick), token);

    [SseEndpoint("/sse/drop-newest", Capacity = 64, Overflow = OverflowPolicy.DropNewest)]
    public static Task DropNewest(StreamRecord record, StreamSender<Tick> sender, CancellationToken token) => Producer.SendAsync(record, Outlet.To(sender, Payloads.Tick), token);

    [SseEndpoint("/sse/coalesce", Capacity = 64, Overflow = OverflowPolicy.Coalesce)]
    public static Task Coalesce(StreamRecord record, StreamSender<Tick> sender, CancellationToken token) => Producer.SendAsync(record, Outlet.To(sender, Payloads.Tick), token);

    [SseEndpoint("/sse/disconnect", Capacity = 512, Overflow = OverflowPolicy.Disconnect)]
    public static Task Disconnect(StreamRecord record, StreamSender<Tick> sender, CancellationToken token) => Producer.SendAsync(record, Outlet.To(sender, Payloads.Tick), token);

    [SseEndpoint("/sse/idle", IdleTimeoutSeconds = 0.3)]
    public static Task Idle(StreamRecord record, StreamSender<Tick> sender, CancellationToken token) => Producer.SendAsync(record, Outlet.To(sender, Payloads.Tick), token);

    [SseEndpoint("/sse/limited", MaxDurationSeconds = 0.8)]
    public static Task Limited(StreamRecord record, StreamSender<Tick> sender, CancellationToken token) => Producer.SendAsync(record, Outlet.To(sender, Payloads.Tick), token);
}
