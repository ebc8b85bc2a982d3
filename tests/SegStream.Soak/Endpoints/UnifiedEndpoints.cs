using SegStream.Soak.Books;

namespace SegStream.Soak.Endpoints;

/// <summary>Streams of all modes by the unified sender.</summary>
internal static class UnifiedEndpoints
{
    [SseEndpoint("/unified/sse")]
    public static Task Sse(StreamRecord record, StreamSender sender, CancellationToken token) => Producer.SendAsync(record, Outlet.To(sender), token);

    [SseEndpoint("/unified/coalesce", Capacity = 64, Overflow = OverflowPolicy.Coalesce)]
    public static Task Coalesce(StreamRecord record, StreamSender sender, CancellationToken token) => Producer.SendAsync(record, Outlet.To(sender), token);

    [JsonStream("/unified/json", Capacity = 64, Overflow = OverflowPolicy.DropOldest)]
    public static Task Json(StreamRecord record, StreamSender sender, CancellationToken token) => Producer.SendAsync(record, Outlet.To(sender), token);

    [TextStream("/unified/text")]
    public static Task Text(StreamRecord record, StreamSender sender, CancellationToken token) => Producer.SendAsync(record, Outlet.To(sender), token);

    [ChunkedStream("/unified/chunked")]
    public static Task Chunked(StreamRecord record, StreamSender sender, CancellationToken token) => Producer.SendAsync(record, Outlet.To(sender), token);

    [BinaryStream("/unified/binary")]
    public static Task Binary(StreamRecord record, StreamSender sender, CancellationToken token) => Producer.SendAsync(record, Outlet.To(sender), token);
}
