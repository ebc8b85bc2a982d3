using System.Buffers.Text;
using System.Text.Json;

namespace SegStream.Formatting;

public ref partial struct Utf8EventWriter
{
    // The longest that Utf8Formatter writes for any of these types.
    private const int MaxNumber = 128;

    /// <summary>Writes <c>null</c>.</summary>
    public void Null() => Raw("null"u8);

    /// <summary>Writes <c>true</c> or <c>false</c>.</summary>
    /// <param name="value">The value.</param>
    public void Value(bool value) => Raw(value ? "true"u8 : "false"u8);

    /// <summary>Writes a number.</summary>
    /// <param name="value">The value.</param>
    public void Value(sbyte value) => Value((long)value);

    /// <inheritdoc cref="Value(sbyte)"/>
    public void Value(byte value) => Value((ulong)value);

    /// <inheritdoc cref="Value(sbyte)"/>
    public void Value(short value) => Value((long)value);

    /// <inheritdoc cref="Value(sbyte)"/>
    public void Value(ushort value) => Value((ulong)value);

    /// <inheritdoc cref="Value(sbyte)"/>
    public void Value(int value) => Value((long)value);

    /// <inheritdoc cref="Value(sbyte)"/>
    public void Value(uint value) => Value((ulong)value);

    /// <inheritdoc cref="Value(sbyte)"/>
    public void Value(long value)
    {
        Reserve(MaxNumber);
        Utf8Formatter.TryFormat(value, _span[_position..], out var written);
        _position += written;
    }

    /// <inheritdoc cref="Value(sbyte)"/>
    public void Value(ulong value)
    {
        Reserve(MaxNumber);
        Utf8Formatter.TryFormat(value, _span[_position..], out var written);
        _position += written;
    }

    /// <inheritdoc cref="Value(sbyte)"/>
    public void Value(decimal value)
    {
        Reserve(MaxNumber);
        Utf8Formatter.TryFormat(value, _span[_position..], out var written);
        _position += written;
    }

    /// <inheritdoc cref="Value(sbyte)"/>
    /// <exception cref="ArgumentException">JSON has no such number: the value is not finite.</exception>
    public void Value(float value)
    {
        if (!float.IsFinite(value))
        {
            Refuse(value);
        }

        Reserve(MaxNumber);
        Utf8Formatter.TryFormat(value, _span[_position..], out var written);
        _position += written;
    }

    /// <inheritdoc cref="Value(float)"/>
    public void Value(double value)
    {
        if (!double.IsFinite(value))
        {
            Refuse(value);
        }

        Reserve(MaxNumber);
        Utf8Formatter.TryFormat(value, _span[_position..], out var written);
        _position += written;
    }

    private void Raw(ReadOnlySpan<byte> token)
    {
        Reserve(token.Length);
        token.CopyTo(_span[_position..]);
        _position += token.Length;
    }

    // The exceptions are the serializer's own, so that nobody can tell who wrote the event.
    private static void Refuse(double value)
    {
        using var writer = new Utf8JsonWriter(Stream.Null);
        writer.WriteNumberValue(value);
    }

    private static void Refuse(float value)
    {
        using var writer = new Utf8JsonWriter(Stream.Null);
        writer.WriteNumberValue(value);
    }
}
