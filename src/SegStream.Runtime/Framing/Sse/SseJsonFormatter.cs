using System.Text.Json.Serialization.Metadata;

namespace SegStream.Framing;

/// <summary>Every value is one nameless event with JSON for its data.</summary>
internal sealed class SseJsonFormatter<T>(JsonTypeInfo<T> typeInfo) : SseFormatter<T>
{
    public override void WriteEvent(FrameBuffer buffer, T value, long index)
    {
        var start = buffer.Length;
        try
        {
            buffer.Write(SseFrame.Data);
            JsonPayload.Write(buffer, value, typeInfo);
            buffer.Write(SseFrame.End);
        }
        catch
        {
            buffer.Truncate(start);
            throw;
        }
    }
}
