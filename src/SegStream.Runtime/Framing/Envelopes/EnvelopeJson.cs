using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace SegStream.Framing;

/// <summary>Writes the parts of <c>{"type":"…","data":…}</c>.</summary>
internal static class EnvelopeJson
{
    /// <summary>What comes before the data of all events of a type.</summary>
    public static byte[] Prefix(string type, JsonTypeInfo typeInfo)
    {
        // By way of UTF-8, which replaces a surrogate without its other half: the other overload throws.
        var encoded = JsonEncodedText.Encode(Encoding.UTF8.GetBytes(type), typeInfo.Options.Encoder);
        return Encoding.UTF8.GetBytes($"{{\"type\":\"{encoded}\",\"data\":");
    }

    /// <summary>Writes the same for a type that is not known before.</summary>
    public static void WriteType(FrameBuffer buffer, string type)
    {
        buffer.Write("{\"type\":"u8);
        WriteString(buffer, type);
        buffer.Write(",\"data\":"u8);
    }

    /// <summary>Writes the envelope of a text; null is empty, as it is without an envelope.</summary>
    public static void WriteText(FrameBuffer buffer, string type, string? text)
    {
        WriteType(buffer, type);
        WriteString(buffer, text ?? "");
        buffer.Write((byte)'}');
    }

    private static void WriteString(FrameBuffer buffer, string text)
    {
        using var lease = JsonWriterLease.Take(buffer, encoder: null);
        lease.Writer.WriteStringValue(text);
        lease.Writer.Flush();
    }
}
