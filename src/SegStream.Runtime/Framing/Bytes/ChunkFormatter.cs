namespace SegStream.Framing;

/// <summary>The bytes of every event as they are.</summary>
internal sealed class ChunkFormatter<T, TPayload>(StreamMode mode, string contentType) : RawFormatter<T>(mode, contentType)
    where TPayload : struct, IPayload<T>
{
    public override void WriteEvent(FrameBuffer buffer, T value, long index) => TPayload.Write(buffer, value, Mode);
}
