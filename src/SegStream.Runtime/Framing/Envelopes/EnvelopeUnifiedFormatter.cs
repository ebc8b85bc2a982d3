namespace SegStream.Framing;

/// <summary>The events of a unified sender in envelopes.</summary>
internal sealed class EnvelopeUnifiedFormatter(FrameFormat format) : EnvelopeFormatter<UnifiedEvent>(format)
{
    private readonly FrameFormat _format = format;

    public override void WriteEvent(FrameBuffer buffer, UnifiedEvent value, long index)
    {
        if (value.Kind is UnifiedEventKind.Heartbeat)
        {
            buffer.Write(SseFrame.Heartbeat);
            return;
        }

        base.WriteEvent(buffer, value, index);
    }

    public override void WriteMessage(FrameBuffer buffer, UnifiedEvent value)
    {
        value.ThrowUnlessFits(StreamMode.Sse);

        // The name would do no harm here; but the same call must not fail in one envelope and work in another.
        SseFields.ValidateEventName(value.EventName);
        var type = string.IsNullOrEmpty(value.EventName) ? NamelessType : value.EventName;
        if (value.Kind is not UnifiedEventKind.SseJson)
        {
            EnvelopeJson.WriteText(buffer, type, value.Text);
            return;
        }

        EnvelopeJson.WriteType(buffer, type);
        JsonPayload.Write(buffer, value, _format);
        buffer.Write((byte)'}');
    }

    public override string? IdOf(UnifiedEvent value) => value.Id;

    public override bool IsBatched(UnifiedEvent value) => value.Kind is not UnifiedEventKind.Heartbeat;
}
