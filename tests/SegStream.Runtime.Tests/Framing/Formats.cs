using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SegStream.Framing;

namespace SegStream.Tests.Framing;

/// <summary>Makes formatters and writes whole streams with them.</summary>
internal static class Formats
{
    public static FrameFormat Sse(JsonSerializerOptions? options = null) => new() { Mode = StreamMode.Sse, Json = Json(options) };

    public static FrameFormat JsonIn(JsonStreamFormats format, JsonSerializerOptions? options = null) =>
        new() { Mode = StreamMode.Json, Format = format, Json = Json(options) };

    public static FrameFormat Raw(StreamMode mode, bool lengthPrefixed = false, string? contentType = null) =>
        new() { Mode = mode, LengthPrefixed = lengthPrefixed, ContentType = contentType, Json = Json(null) };

    public static Func<Type, JsonTypeInfo> Json(JsonSerializerOptions? options) => type =>
        (options is null ? EventsContext.Default.GetTypeInfo(type) : options.GetTypeInfo(type))
        ?? throw new InvalidOperationException($"{type} is not covered by the JSON options.");

    /// <summary>The bytes of a complete stream.</summary>
    public static byte[] Stream<T>(FrameFormat format, params IEnumerable<T> values)
    {
        using var buffer = new FrameBuffer();
        var formatter = FrameFormatters.Create<T>(format);
        formatter.WritePreamble(buffer);
        var index = 0L;
        foreach (var value in values)
        {
            formatter.WriteEvent(buffer, value, index++);
        }

        formatter.WriteEpilogue(buffer, index);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The bytes of one frame.</summary>
    public static byte[] Frame<T>(FrameFormat format, T value, long index = 0)
    {
        using var buffer = new FrameBuffer();
        FrameFormatters.Create<T>(format).WriteEvent(buffer, value, index);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>One frame as text, of which every byte has to be valid UTF-8.</summary>
    public static string Text<T>(FrameFormat format, T value, long index = 0) => Strict(Frame(format, value, index));

    /// <summary>Decodes UTF-8 and refuses what is none.</summary>
    public static string Strict(ReadOnlySpan<byte> bytes) => new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
}
