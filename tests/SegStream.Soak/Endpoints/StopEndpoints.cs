using SegStream.Soak.Books;

namespace SegStream.Soak.Endpoints;

/// <summary>Streams that do something else than drain when the host stops.</summary>
internal static class StopEndpoints
{
    [SseEndpoint("/stop/finish", OnShutdown = ShutdownPolicy.Finish)]
    public static Task Finish(StreamRecord record, StreamSender<Tick> sender, CancellationToken token) => Producer.SendAsync(record, Outlet.To(sender, Payloads.Tick), token);

    [JsonStream("/stop/finish-pull", OnShutdown = ShutdownPolicy.Finish)]
    public static IAsyncEnumerable<Tick> FinishPull(StreamRecord record, CancellationToken token) => Producer.PullAsync(record, Payloads.Tick, token);

    [SseEndpoint("/stop/detach", OnShutdown = ShutdownPolicy.Detach)]
    public static Task Detach(StreamRecord record, StreamSender<Tick> sender, CancellationToken token) => Producer.SendAsync(record, Outlet.To(sender, Payloads.Tick), token);

    [SseEndpoint("/stop/detach-pull", OnShutdown = ShutdownPolicy.Detach)]
    public static IAsyncEnumerable<Tick> DetachPull(StreamRecord record, CancellationToken token) => Producer.PullAsync(record, Payloads.Tick, token);
}
