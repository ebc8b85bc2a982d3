namespace SegStream.Broadcasting;

/// <summary>A stretch of a log: the frames of successive events, one after the other in one array, so that many of them are one copy.</summary>
/// <remarks>One thread at a time appends, under the lock of the group; any number of threads read what is published.</remarks>
internal sealed class FrameSegment
{
    private readonly byte[] _bytes;
    private readonly int[] _ends;
    private int _count;
    private int _lastTerminal = -1;

    /// <param name="number">Its place among the segments of the log. Never used again.</param>
    /// <param name="firstEvent">The number of its first event.</param>
    /// <param name="firstByte">The number of bytes in the log before it.</param>
    /// <param name="bytes">Room for the frames.</param>
    /// <param name="events">Room for so many frames.</param>
    public FrameSegment(long number, long firstEvent, long firstByte, byte[] bytes, int events)
    {
        Number = number;
        FirstEvent = firstEvent;
        FirstByte = firstByte;
        _bytes = bytes;
        _ends = GC.AllocateUninitializedArray<int>(events);
    }

    public long Number { get; }

    public long FirstEvent { get; }

    public long FirstByte { get; }

    /// <summary>Its memory, to be given back.</summary>
    public byte[] Bytes => _bytes;

    /// <summary>Frames that can be read.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>The number of the first event behind it; for the one that appends, and for a segment that is full.</summary>
    public long End => FirstEvent + Count;

    /// <summary>
    /// Whether, from an index on, there is the last event of somebody's work. For one at or behind the index, be it counted yet or not: a reader goes on to the last one unless its batch is full, and
    /// then nothing waits anyway.
    /// </summary>
    public bool HasTerminalFrom(int index) => Volatile.Read(ref _lastTerminal) >= index;

    /// <summary>Appends a frame, if there is room.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="isTerminal">Whether its readers must not let it wait for others.</param>
    public bool TryAppend(ReadOnlySpan<byte> frame, bool isTerminal)
    {
        var count = _count;
        var start = EndOf(count);
        if (count == _ends.Length || frame.Length > _bytes.Length - start)
        {
            return false;
        }

        frame.CopyTo(_bytes.AsSpan(start));
        _ends[count] = start + frame.Length;
        if (isTerminal)
        {
            _lastTerminal = count;
        }

        // Release; pairs with the acquire in Count: who sees the frame counted sees its bytes, and whether it is terminal.
        Volatile.Write(ref _count, count + 1);
        return true;
    }

    /// <summary>Where the frame of an event begins, in bytes from the segment's own beginning; for the first one behind the last, where that ends.</summary>
    public int EndOf(int index) => index == 0 ? 0 : _ends[index - 1];

    /// <summary>The frames from one index to before another.</summary>
    public ReadOnlySpan<byte> Frames(int from, int to)
    {
        var start = EndOf(from);
        return _bytes.AsSpan(start, EndOf(to) - start);
    }

    /// <summary>How far one can read from an index so that a number of bytes is not exceeded, at least one frame.</summary>
    /// <param name="from">The first frame.</param>
    /// <param name="to">The first one that must not be read; above <paramref name="from"/>.</param>
    /// <param name="bytes">The number of bytes.</param>
    public int Reach(int from, int to, int bytes) => Math.Max(from + 1, FirstEndAbove(EndOf(from) + (long)bytes, from, to));

    /// <summary>The first frame from which on at most a number of bytes follow, up to the end of the log.</summary>
    /// <param name="from">The first frame that is in question.</param>
    /// <param name="to">The first one behind those.</param>
    /// <param name="position">The position in the log at which the bytes begin that are allowed.</param>
    /// <returns><paramref name="to"/> when even the last one begins before that.</returns>
    public int FirstAt(int from, int to, long position)
    {
        var start = position - FirstByte;
        while (from < to)
        {
            var middle = from + ((to - from) / 2);
            if (EndOf(middle) < start)
            {
                from = middle + 1;
            }
            else
            {
                to = middle;
            }
        }

        return to;
    }

    private int FirstEndAbove(long limit, int from, int to)
    {
        while (from < to)
        {
            var middle = from + ((to - from) / 2);
            if (_ends[middle] > limit)
            {
                to = middle;
            }
            else
            {
                from = middle + 1;
            }
        }

        return from;
    }
}
