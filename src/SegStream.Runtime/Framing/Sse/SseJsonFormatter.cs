namespace SegStream.Framing;

/// <summary>Every value is one nameless event with JSON for its data.</summary>
internal sealed class SseJsonFormatter<T>(EventJson json) : SseFormatter<T>
{
    public override void WriteEvent(FrameBuffer buffer, T value, long index)
    {
        var start = buffer.Length;
        try
        {
            buffer.Write(SseFrame.Data);
            json.Write(buffer, value);
            buffer.Write(SseFrame.End);
        }
        catch
        {
            buffer.Truncate(start);
            throw;
        }
    }
}
