namespace SegStream.Framing;

/// <summary>Streams of text or bytes, in which nothing but the data can be told: neither a heartbeat nor a failure nor a gap.</summary>
internal abstract class RawFormatter<T>(StreamMode mode, string contentType) : FrameFormatter<T>
{
    public sealed override StreamMode Mode => mode;

    public sealed override string ContentType => contentType;

    public sealed override bool TryWriteHeartbeat(FrameBuffer buffer) => false;

    public sealed override bool TryWriteFailure(FrameBuffer buffer, StreamFailure failure, long index) => false;
}
