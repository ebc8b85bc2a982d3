namespace SegStream.Framing;

/// <summary>JSON values of a unified sender.</summary>
internal sealed class JsonUnifiedFormatter(FrameFormat format) : JsonFormatter<UnifiedEvent>(JsonFraming.Of(format.Format))
{
    protected override void WriteJson(FrameBuffer buffer, UnifiedEvent value)
    {
        value.ThrowUnlessFits(StreamMode.Json);
        JsonPayload.Write(buffer, value, format);
    }
}
