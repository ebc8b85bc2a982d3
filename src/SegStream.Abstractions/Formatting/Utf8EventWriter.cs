using System.Buffers;
using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace SegStream.Formatting;

/// <summary>
/// What generated writers write with: JSON without white space, each byte as <c>System.Text.Json</c> would write it. After an exception an unknown
/// part has been written, and the caller forgets it.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref partial struct Utf8EventWriter
{
    private const int FirstSpan = 256;

    private readonly IBufferWriter<byte> _output;
    private readonly Utf8EventFormat _format;
    private Span<byte> _span;
    private int _position;

    // What comes before the next member or element: the bracket that opens its container, or a comma. Every name is kept with a comma before
    // it, and this takes its place, so that the first member needs no branch.
    private byte _lead;

    /// <summary>Begins to write.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="format">What comes from the serializer's options.</param>
    public Utf8EventWriter(IBufferWriter<byte> output, Utf8EventFormat format)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(format);
        _output = output;
        _format = format;
        _span = output.GetSpan(FirstSpan);
    }

    /// <summary>Begins an object.</summary>
    public void BeginObject() => _lead = (byte)'{';

    /// <summary>Goes on with an object of which the first member has been written to the output already.</summary>
    public void ContinueObject() => _lead = (byte)',';

    /// <summary>Ends an object.</summary>
    public void EndObject() => End((byte)'{', (byte)'}');

    /// <summary>Begins an array.</summary>
    public void BeginArray() => _lead = (byte)'[';

    /// <summary>Ends an array.</summary>
    public void EndArray() => End((byte)'[', (byte)']');

    /// <summary>Writes what comes before an element of an array.</summary>
    public void Element()
    {
        Reserve(1);
        _span[_position++] = _lead;
        _lead = (byte)',';
    }

    /// <summary>Writes the name of a member.</summary>
    /// <param name="member">The member's number.</param>
    public void Name(int member)
    {
        var name = _format.Names[member];
        Reserve(name.Length);
        var target = _span[_position..];
        name.CopyTo(target);
        target[0] = _lead;
        _lead = (byte)',';
        _position += name.Length;
    }

    /// <summary>Writes a member without a value, or leaves it out where the options say so.</summary>
    /// <param name="member">The member's number.</param>
    public void NullMember(int member)
    {
        if (!_format.OmitsNulls)
        {
            Name(member);
            Null();
        }
    }

    /// <summary>Gives the rest to the output.</summary>
    public void Complete()
    {
        _output.Advance(_position);
        _span = default;
        _position = 0;
    }

    private void End(byte open, byte close)
    {
        Reserve(2);

        // Nothing came between the brackets, and so the opening one is still to be written.
        if (_lead == open)
        {
            _span[_position++] = open;
        }

        _span[_position++] = close;
        _lead = (byte)',';
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Reserve(int length)
    {
        if (_span.Length - _position < length)
        {
            Grow(length);
        }
    }

    private void Grow(int length)
    {
        _output.Advance(_position);
        _position = 0;
        _span = _output.GetSpan(Math.Max(length, FirstSpan));
    }
}
