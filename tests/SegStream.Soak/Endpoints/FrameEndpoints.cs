using SegStream.Soak.Books;

namespace SegStream.Soak.Endpoints;

/// <summary>Streams whose events are put together, wait for each other, or are compressed.</summary>
internal static class FrameEndpoints
{
    [SseEndpoint("/frames/batch", Envelope = StreamEnvelope.TypeData, BatchCount = 20, BatchDelayMilliseconds = 10)]
    public static Task Batch(StreamRecord record, StreamSender<Tick> sender, CancellationToken token) => Producer.SendAsync(record, Outlet.To(sender, Payloads.Tick), token);

    [SseEndpoint("/frames/batch-drop", Envelope = StreamEnvelope.TypeData, BatchCount = 7, Capacity = 64, Overflow = OverflowPolicy.DropOldest)]
    public static Task BatchDrop(StreamRecord record, StreamSender<Tick> sender, CancellationToken token) => Producer.SendAsync(record, Outlet.To(sender, Payloads.Tick), token);

    [JsonStream("/frames/paced", FlushIntervalMilliseconds = 20)]
    public static Task Paced(StreamRecord record, StreamSender<Tick> sender, CancellationToken token) => Producer.SendAsync(record, Outlet.To(sender, Payloads.Tick), token);

    [TextStream("/frames/paced-pull", FlushIntervalMilliseconds = 20)]
    public static IAsyncEnumerable<string> PacedPull(StreamRecord record, CancellationToken token) => Producer.PullAsync(record, Payloads.Line, token);

    [SseEndpoint("/frames/compressed", Compression = StreamCompression.Auto, Capacity = 64, Overflow = OverflowPolicy.DropOldest)]
    public static Task Compressed(StreamRecord record, StreamSender<Tick> sender, CancellationToken token) => Producer.SendAsync(record, Outlet.To(sender, Payloads.Tick), token);

    [JsonStream("/frames/compressed-pull", Compression = StreamCompression.Auto)]
    public static IAsyncEnumerable<Tick> CompressedPull(StreamRecord record, CancellationToken token) => Producer.PullAsync(record, Payloads.Tick, token);
}
