using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace SegStream.Formatting;

public ref partial struct Utf8EventWriter
{
    // The longest string that Utf8JsonWriter takes.
    private const int MaxText = 166_666_666;

    // Characters that are escaped in one go; on the stack.
    private const int Chunk = 256;

    /// <summary>Writes a string of one character.</summary>
    /// <param name="value">The value.</param>
    public void Value(char value) => Text([value]);

    /// <summary>Writes a string.</summary>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentException">It is longer than 166,666,666 characters.</exception>
    public void Value(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.Length > MaxText)
        {
            Refuse(value);
        }

        Text(value);
    }

    private void Text(scoped ReadOnlySpan<char> text)
    {
        Reserve(text.Length + 2);
        var escape = text.IndexOfAnyExcept(_format.Plain);
        var plain = escape < 0 ? text : text[..escape];
        var target = _span[_position..];
        target[0] = (byte)'"';
        Ascii.FromUtf16(plain, target[1..], out var written);
        _position += written + 1;
        if (escape >= 0)
        {
            Escape(text[escape..]);
        }

        Reserve(1);
        _span[_position++] = (byte)'"';
    }

    // The encoder itself, in UTF-16 as the serializer calls it: in UTF-8 a surrogate without its other half would be lost.
    private void Escape(scoped ReadOnlySpan<char> text)
    {
        Span<char> escaped = stackalloc char[Chunk];
        while (!text.IsEmpty)
        {
            _format.Encoder.Encode(text, escaped, out var consumed, out var count, isFinalBlock: true);
            Reserve(count * 3);
            Utf8.FromUtf16(escaped[..count], _span[_position..], out _, out var written);
            _position += written;
            text = text[consumed..];
        }
    }

    private static void Refuse(string value)
    {
        using var writer = new Utf8JsonWriter(Stream.Null);
        writer.WriteStringValue(value);
    }
}
