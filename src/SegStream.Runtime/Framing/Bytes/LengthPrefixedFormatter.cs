using System.Buffers.Binary;

namespace SegStream.Framing;

/// <summary>Every event is its length, unsigned, 32 bits, big-endian, and its bytes.</summary>
internal sealed class LengthPrefixedFormatter<T, TPayload>(string contentType) : RawFormatter<T>(StreamMode.Binary, contentType)
    where TPayload : struct, IPayload<T>
{
    public override void WriteEvent(FrameBuffer buffer, T value, long index)
    {
        var start = buffer.Length;
        buffer.GetSpan(sizeof(uint));
        buffer.Advance(sizeof(uint));
        try
        {
            TPayload.Write(buffer, value, Mode);
        }
        catch
        {
            buffer.Truncate(start);
            throw;
        }

        var frame = buffer.From(start);
        BinaryPrimitives.WriteUInt32BigEndian(frame, (uint)(frame.Length - sizeof(uint)));
    }
}
