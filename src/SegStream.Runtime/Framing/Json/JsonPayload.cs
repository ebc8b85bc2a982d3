using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace SegStream.Framing;

/// <summary>Writes JSON of one line, without an intermediate string or array. After an exception the buffer may have half of it.</summary>
internal static class JsonPayload
{
    /// <summary>Writes a value of a known type.</summary>
    public static void Write<T>(FrameBuffer buffer, T value, JsonTypeInfo<T> typeInfo)
    {
        var start = buffer.Length;
        using (var lease = JsonWriterLease.Take(buffer, typeInfo.Options.Encoder, typeInfo.Options.MaxDepth))
        {
            JsonSerializer.Serialize(lease.Writer, value, typeInfo);
        }

        Complete(buffer, start, typeInfo);
    }

    /// <summary>Writes a value of the type that <paramref name="typeInfo"/> is for.</summary>
    public static void Write(FrameBuffer buffer, object? value, JsonTypeInfo typeInfo)
    {
        var start = buffer.Length;
        using (var lease = JsonWriterLease.Take(buffer, typeInfo.Options.Encoder, typeInfo.Options.MaxDepth))
        {
            JsonSerializer.Serialize(lease.Writer, value, typeInfo);
        }

        Complete(buffer, start, typeInfo);
    }

    /// <summary>Writes the value of a unified event.</summary>
    public static void Write(FrameBuffer buffer, in UnifiedEvent value, FrameFormat format)
    {
        var type = value.DeclaredType ?? value.Value?.GetType();
        if (value.TypeInfo is null && type is null)
        {
            buffer.Write("null"u8);
            return;
        }

        Write(buffer, value.Value, value.TypeInfo ?? format.Json(type!));
    }

    /// <summary>Writes the object that tells of a failure.</summary>
    public static void WriteFailure(FrameBuffer buffer, StreamFailure failure, bool withType)
    {
        using var lease = JsonWriterLease.Take(buffer, encoder: null);
        var writer = lease.Writer;
        writer.WriteStartObject();
        if (withType)
        {
            writer.WriteString("type"u8, "error"u8);
        }

        writer.WriteString("error_code"u8, failure.Code);
        writer.WriteString("message"u8, failure.Message);
        writer.WriteEndObject();
        writer.Flush();
    }

    /// <summary>Writes the object that tells of dropped events.</summary>
    public static void WriteGap(FrameBuffer buffer, long dropped, bool withType)
    {
        buffer.Write(withType ? "{\"type\":\"gap\",\"dropped\":"u8 : "{\"dropped\":"u8);
        dropped.TryFormat(buffer.GetSpan(20), out var written, default, CultureInfo.InvariantCulture);
        buffer.Advance(written);
        buffer.Write((byte)'}');
    }

    // The writer never indents, but a converter may write raw JSON of many lines. JSON has line ends only between its tokens, where
    // a space means the same, and a space keeps the frame whole in every format.
    private static void Complete(FrameBuffer buffer, int start, JsonTypeInfo typeInfo)
    {
        var rest = buffer.From(start);
        if (rest.IsEmpty)
        {
            throw new InvalidOperationException($"Nothing was written for a value of {typeInfo.Type}. A JSON converter has to write exactly one JSON value.");
        }

        for (var at = rest.IndexOfAny((byte)'\r', (byte)'\n'); at >= 0; at = rest.IndexOfAny((byte)'\r', (byte)'\n'))
        {
            rest[at] = (byte)' ';
            rest = rest[(at + 1)..];
        }
    }
}
