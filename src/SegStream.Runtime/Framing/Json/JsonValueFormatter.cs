using System.Text.Json.Serialization.Metadata;

namespace SegStream.Framing;

/// <summary>Every value is one JSON text.</summary>
internal sealed class JsonValueFormatter<T>(JsonFraming framing, JsonTypeInfo<T> typeInfo) : JsonFormatter<T>(framing)
{
    protected override void WriteJson(FrameBuffer buffer, T value) => JsonPayload.Write(buffer, value, typeInfo);
}
