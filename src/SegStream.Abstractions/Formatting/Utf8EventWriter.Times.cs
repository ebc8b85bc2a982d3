using System.Buffers.Text;

namespace SegStream.Formatting;

public ref partial struct Utf8EventWriter
{
    // "yyyy-MM-ddTHH:mm:ss.fffffff+hh:mm", the longest, and two quotes.
    private const int MaxTime = 48;

    // Position of the point in "yyyy-MM-ddTHH:mm:ss.fffffff".
    private const int Point = 19;
    private const int FractionEnd = 27;

    /// <summary>Writes a string in the form 00000000-0000-0000-0000-000000000000.</summary>
    /// <param name="value">The value.</param>
    public void Value(Guid value)
    {
        Reserve(MaxTime);
        _span[_position++] = (byte)'"';
        Utf8Formatter.TryFormat(value, _span[_position..], out var written);
        EndToken(written);
    }

    /// <summary>Writes a date and time (ISO 8601-1, extended) with as many digits of the second as it needs.</summary>
    /// <param name="value">The value.</param>
    public void Value(DateTime value)
    {
        Reserve(MaxTime);
        _span[_position++] = (byte)'"';
        Utf8Formatter.TryFormat(value, _span[_position..], out var written, 'O');
        EndToken(Trim(_span.Slice(_position, written)));
    }

    /// <inheritdoc cref="Value(DateTime)"/>
    public void Value(DateTimeOffset value)
    {
        Reserve(MaxTime);
        _span[_position++] = (byte)'"';
        Utf8Formatter.TryFormat(value, _span[_position..], out var written, 'O');
        EndToken(Trim(_span.Slice(_position, written)));
    }

    /// <summary>Writes a date in the form 2000-12-31.</summary>
    /// <param name="value">The value.</param>
    public void Value(DateOnly value)
    {
        Reserve(MaxTime);
        _span[_position++] = (byte)'"';
        value.TryFormat(_span[_position..], out var written, "O", System.Globalization.CultureInfo.InvariantCulture);
        EndToken(written);
    }

    /// <summary>Writes a time in the form 23:59:59, with seven digits of the second where it has a fraction.</summary>
    /// <param name="value">The value.</param>
    public void Value(TimeOnly value) => Value(value.ToTimeSpan());

    /// <summary>Writes a duration in the form -1.23:59:59, with seven digits of the second where it has a fraction.</summary>
    /// <param name="value">The value.</param>
    public void Value(TimeSpan value)
    {
        Reserve(MaxTime);
        _span[_position++] = (byte)'"';
        Utf8Formatter.TryFormat(value, _span[_position..], out var written, 'c');
        EndToken(written);
    }

    private void EndToken(int written)
    {
        _position += written;
        _span[_position++] = (byte)'"';
    }

    // Drops the zeros at the end of the fraction, and the point when nothing is left behind it; the zone moves up.
    private static int Trim(Span<byte> text)
    {
        var end = FractionEnd;
        while (text[end - 1] == (byte)'0')
        {
            end--;
        }

        if (end - 1 == Point)
        {
            end = Point;
        }

        text[FractionEnd..].CopyTo(text[end..]);
        return text.Length - (FractionEnd - end);
    }
}
