namespace SegStream.Benchmarks.Load;

/// <summary>Counts the SSE frames in the body of a response.</summary>
internal sealed class FrameCounter : ChunkedResponseReader
{
    private const byte LineFeed = (byte)'\n';

    private bool _endsWithLineFeed;

    /// <summary>Complete frames so far.</summary>
    public long Frames { get; private set; }

    public override long Events => Frames;

    protected override void OnBody(ReadOnlySpan<byte> body)
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
