using SegStream.Framing;

namespace SegStream.Broadcasting;

/// <summary>Frames that a cursor can read next. On the stack only: a cursor that kept its segment would keep memory of the log alive for as long as its client does not read.</summary>
internal readonly ref struct LogStretch(FrameSegment segment, int from, int to)
{
    public FrameSegment Segment => segment;

    public int From => from;

    /// <summary>Whether the last event of somebody's work is among them, or right behind.</summary>
    public bool HasTerminal => segment.HasTerminalFrom(from);

    /// <summary>Copies frames, as many as fit in a number of bytes and at least one.</summary>
    /// <returns>The index behind the last one.</returns>
    public int CopyTo(FrameBuffer buffer, int bytes)
    {
        var reach = segment.Reach(from, to, bytes);
        buffer.Write(segment.Frames(from, reach));
        return reach;
    }
}
