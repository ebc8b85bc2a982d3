namespace SegStream.Framing;

/// <summary>Text as UTF-8; null is empty.</summary>
internal readonly struct StringPayload : ITextPayload<string>
{
    public static void Write(FrameBuffer buffer, string value, StreamMode mode) => Utf8Text.Write(buffer, value);

    public static ReadOnlySpan<char> TextOf(string value) => value;
}

/// <summary>Text as UTF-8.</summary>
internal readonly struct CharsPayload : ITextPayload<ReadOnlyMemory<char>>
{
    public static void Write(FrameBuffer buffer, ReadOnlyMemory<char> value, StreamMode mode) => Utf8Text.Write(buffer, value.Span);

    public static ReadOnlySpan<char> TextOf(ReadOnlyMemory<char> value) => value.Span;
}

/// <summary>Bytes as they are; null is empty.</summary>
internal readonly struct ArrayPayload : IPayload<byte[]>
{
    public static void Write(FrameBuffer buffer, byte[] value, StreamMode mode) => buffer.Write(value);
}

/// <summary>Bytes as they are.</summary>
internal readonly struct BytesPayload : IPayload<ReadOnlyMemory<byte>>
{
    public static void Write(FrameBuffer buffer, ReadOnlyMemory<byte> value, StreamMode mode) => buffer.Write(value.Span);
}

/// <summary>The text or the bytes of a unified event.</summary>
internal readonly struct UnifiedPayload : IPayload<UnifiedEvent>
{
    public static void Write(FrameBuffer buffer, UnifiedEvent value, StreamMode mode)
    {
        value.ThrowUnlessFits(mode);
        if (value.Kind is UnifiedEventKind.TextChunk)
        {
            Utf8Text.Write(buffer, value.Text);
        }
        else
        {
            buffer.Write(value.Bytes.Span);
        }
    }
}
