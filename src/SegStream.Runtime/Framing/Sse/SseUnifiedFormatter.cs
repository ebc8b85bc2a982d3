namespace SegStream.Framing;

/// <summary>Server-Sent Events of a unified sender.</summary>
internal sealed class SseUnifiedFormatter(FrameFormat format) : SseFormatter<UnifiedEvent>
{
    public override void WriteEvent(FrameBuffer buffer, UnifiedEvent value, long index)
    {
        value.ThrowUnlessFits(StreamMode.Sse);
        if (value.Kind is UnifiedEventKind.Heartbeat)
        {
            buffer.Write(SseFrame.Heartbeat);
            return;
        }

        var start = buffer.Length;
        try
        {
            SseFrame.WriteEventName(buffer, value.EventName);
            SseFrame.WriteId(buffer, value.Id);
            if (value.Kind is UnifiedEventKind.SseJson)
            {
                buffer.Write(SseFrame.Data);
                JsonPayload.Write(buffer, value, format);
                buffer.Write(SseFrame.End);
            }
            else
            {
                SseFrame.WriteText(buffer, value.Text);
            }
        }
        catch
        {
            buffer.Truncate(start);
            throw;
        }
    }
}
