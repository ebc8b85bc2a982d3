using System.Globalization;
using System.Text;

namespace SegStream.Soak.Clients;

/// <summary>Takes the chunked coding off a body (RFC 9112, section 7.1), however its bytes arrive.</summary>
internal sealed class ChunkedDecoder
{
    private readonly StringBuilder _line = new();
    private long _left;
    private bool _afterChunk;

    /// <summary>Whether the last chunk and the empty trailer were read.</summary>
    public bool IsEnded { get; private set; }

    private bool InTrailer { get; set; }

    /// <summary>Decodes what there is.</summary>
    /// <param name="input">Bytes of the connection.</param>
    /// <param name="output">Takes bytes of the body; as long as the input.</param>
    /// <param name="used">Bytes of the input that belong to this body.</param>
    /// <returns>Bytes written.</returns>
    public int Decode(ReadOnlySpan<byte> input, Span<byte> output, out int used)
    {
        var written = 0;
        used = 0;
        while (used < input.Length && !IsEnded)
        {
            if (_left > 0)
            {
                var length = (int)Math.Min(_left, Math.Min(input.Length - used, output.Length - written));
                if (length == 0)
                {
                    break;
                }

                input.Slice(used, length).CopyTo(output[written..]);
                used += length;
                written += length;
                _left -= length;
                _afterChunk = _left == 0;
            }
            else
            {
                ReadLine(input[used++]);
            }
        }

        return written;
    }

    private void ReadLine(byte next)
    {
        if (next != '\n')
        {
            _line.Append((char)next);
            return;
        }

        var line = _line.ToString();
        _line.Clear();
        if (!line.EndsWith('\r'))
        {
            throw new BodyCutException($"A line of the chunked coding ends without CR: '{line}'");
        }

        line = line[..^1];
        if (_afterChunk)
        {
            _afterChunk = false;
        }
        else if (InTrailer)
        {
            IsEnded = line.Length == 0;
        }
        else
        {
            _left = long.Parse(line, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            InTrailer = _left == 0;
        }
    }
}
