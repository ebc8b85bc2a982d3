namespace SegStream.Benchmarks.Load;

/// <summary>
/// Reads an HTTP/1.1 response in chunked coding from blocks of bytes, cut anywhere, and hands out its body.
/// It does no more than that, so that the client does not become what is measured.
/// </summary>
internal abstract class ChunkedResponseReader
{
    private const byte LineFeed = (byte)'\n';

    private readonly List<byte> _line = [];
    private Part _part = Part.StatusLine;
    private long _leftInChunk;

    private enum Part
    {
        StatusLine,
        Header,
        ChunkSize,
        ChunkData,
        ChunkEnd,
        Trailer,
        Done,
    }

    /// <summary>Bytes of the body so far.</summary>
    public long BodyBytes { get; private set; }

    /// <summary>Events in the body so far.</summary>
    public abstract long Events { get; }

    /// <summary>Whether the response has ended as the protocol wants it.</summary>
    public bool IsComplete => _part == Part.Done;

    public void Read(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (_part == Part.ChunkData)
            {
                var length = (int)Math.Min(_leftInChunk, bytes.Length);
                OnBody(bytes[..length]);
                bytes = bytes[length..];
                _leftInChunk -= length;
                BodyBytes += length;
                if (_leftInChunk == 0)
                {
                    _part = Part.ChunkEnd;
                }

                continue;
            }

            var end = bytes.IndexOf(LineFeed);
            if (end < 0)
            {
                _line.AddRange(bytes);
                return;
            }

            _line.AddRange(bytes[..end]);
            bytes = bytes[(end + 1)..];
            EndLine();
        }
    }

    private void EndLine()
    {
        var line = System.Text.Encoding.ASCII.GetString([.. _line]).TrimEnd('\r');
        _line.Clear();
        _part = _part switch
        {
            Part.StatusLine when line.StartsWith("HTTP/1.1 200", StringComparison.Ordinal) => Part.Header,
            Part.Header => line.Length == 0 ? Part.ChunkSize : Part.Header,
            Part.ChunkSize => BeginChunk(line),
            Part.ChunkEnd when line.Length == 0 => Part.ChunkSize,
            Part.Trailer => line.Length == 0 ? Part.Done : Part.Trailer,
            _ => throw new InvalidDataException($"The response does not go on as expected after '{line}'."),
        };
    }

    private Part BeginChunk(string line)
    {
        _leftInChunk = Convert.ToInt64(line.Split(';')[0], 16);
        return _leftInChunk == 0 ? Part.Trailer : Part.ChunkData;
    }

    /// <summary>Takes the next bytes of the body.</summary>
    protected abstract void OnBody(ReadOnlySpan<byte> body);
}
