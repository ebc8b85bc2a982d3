using SegStream.Soak.Books;

namespace SegStream.Soak.Endpoints;

/// <summary>Text, chunks and bytes that are sent.</summary>
internal static class ByteEndpoints
{
    [TextStream("/text/wait")]
    public static Task TextWait(StreamRecord record, StreamSender<string> sender, CancellationToken token) => Producer.SendAsync(record, Outlet.To(sender, Payloads.Line), token);

    [TextStream("/text/drop-oldest", Capacity = 64, Overflow = OverflowPolicy.DropOldest)]
    public static Task TextDropOldest(StreamRecord record, StreamSender<string> sender, CancellationToken token) => Producer.SendAsync(record, Outlet.To(sender, Payloads.Line), token);

    [TextStream("/text/idle", IdleTimeoutSeconds = 0.3)]
    public static Task TextIdle(StreamRecord record, StreamSender<string> sender, CancellationToken token) => Producer.SendAsync(record, Outlet.To(sender, Payloads.Line), token);

    [ChunkedStream("/chunked/wait")]
    public static Task ChunkedWait(StreamRecord record, StreamSender<string> sender, CancellationToken token) => Producer.SendAsync(record, Outlet.To(sender, Payloads.Chunk), token);

    [ChunkedStream("/chunked/drop-newest", Capacity = 64, Overflow = OverflowPolicy.DropNewest)]
    public static Task ChunkedDropNewest(StreamRecord record, StreamSender<string> sender, CancellationToken token) => Producer.SendAsync(record, Outlet.To(sender, Payloads.Chunk), token);

    [BinaryStream("/binary/wait")]
    public static Task BinaryWait(StreamRecord record, StreamSender<ReadOnlyMemory<byte>> sender, CancellationToken token) => Producer.SendAsync(record, Outlet.To(sender, Payloads.Record), token);

    [BinaryStream("/binary/disconnect", Capacity = 512, Overflow = OverflowPolicy.Disconnect)]
    public static Task BinaryDisconnect(StreamRecord record, StreamSender<ReadOnlyMemory<byte>> sender, CancellationToken token) => Producer.SendAsync(record, Outlet.To(sender, Payloads.Record), token);

    [BinaryStream("/framed/wait", LengthPrefixed = true)]
    public static Task FramedWait(StreamRecord record, StreamSender<ReadOnlyMemory<byte>> sender, CancellationToken token) => Producer.SendAsync(record, Outlet.To(sender, Payloads.Record), token);

    [BinaryStream("/framed/drop-oldest", Capacity = 64, Overflow = OverflowPolicy.DropOldest, LengthPrefixed = true)]
    public static Task FramedDropOldest(StreamRecord record, StreamSender<ReadOnlyMemory<byte>> sender, CancellationToken token) => Producer.SendAsync(record, Outlet.To(sender, Payloads.Record), token);
}
