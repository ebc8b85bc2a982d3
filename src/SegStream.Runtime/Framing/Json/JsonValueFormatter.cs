namespace SegStream.Framing;

/// <summary>Every value is one JSON text.</summary>
internal sealed class JsonValueFormatter<T>(JsonFraming framing, EventJson json) : JsonFormatter<T>(framing)
{
    protected override void WriteJson(FrameBuffer buffer, T value) => json.Write(buffer, value);
}
