namespace SegStream.Benchmarks.Load;

/// <summary>
/// Reads an HTTP/1.1 response in chunked coding from blocks of bytes, cut anywhere, and counts the SSE frames in its body.
/// It does no more than that, so that the client does not become what is measured.
/// </summary>
internal sealed class FrameCounter
{
    private const byte LineFeed = (byte)'\n';

    private readonly List<byte> _line = [];
    private Part _part = Part.StatusLine;
    private long _leftInChunk;
    private bool _endsWithLineFeed;

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

    /// <summary>Complete frames so far.</summary>
    public long Frames { get; private set; }

    /// <summary>Bytes of the body so far.</summary>
    public long BodyBytes { get; private set; }

    /// <summary>Whether the response has ended as the protocol wants it.</summary>
    public bool IsComplete => _part == Part.Done;

    public void Read(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (_part == Part.ChunkData)
            {
                var length = (int)Math.Min(_leftInChunk, bytes.Length);
                CountFrames(bytes[..length]);
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

    private void CountFrames(ReadOnlySpan<byte> body)
    {
        if (_endsWithLineFeed && body[0] == LineFeed)
        {
            Frames++;
            body = body[1..];
        }

        while (true)
        {
            var end = body.IndexOf("\n\n"u8);
            if (end < 0)
            {
                // A blank line that was counted is used up: the next frame must not begin with its second line feed.
                _endsWithLineFeed = !body.IsEmpty && body[^1] == LineFeed;
                return;
            }

            Frames++;
            body = body[(end + 2)..];
        }
    }
}
