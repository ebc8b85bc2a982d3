namespace SegStream.Broadcasting;

/// <summary>
/// An append-only log of frames that any number of readers follow, each by a <see cref="LogCursor"/>. What it holds is bounded by the lag that the most patient of them is
/// allowed, in events and in bytes, and one segment; a reader that is further behind finds its place gone.
/// </summary>
/// <remarks>
/// <para>
/// Appending, retiring, joining and leaving happen under <paramref name="gate"/>, which the logs of a group share. Readers take it only to find their place again.
/// </para>
/// <para>
/// A segment that every cursor has passed gives its memory back. A cursor publishes its position after it has copied (release), the scan reads it (acquire), and cursors are taken out
/// of the list by the reader itself when it is not reading; so nobody is in there, and nobody can come back. A segment that is retired because of the limit, while some cursor has not passed it, may have a
/// reader inside: it is left to the garbage collector.
/// </para>
/// </remarks>
/// <param name="gate">The lock of the group.</param>
/// <param name="memory">Where the bytes come from.</param>
internal sealed class FrameLog(Lock gate, SegmentMemory memory)
{
    private const int SmallestSegment = 4 * 1024;
    private const int LargestSegment = 64 * 1024;
    private const int MaxEventsOfSegment = 1024;

    /// <summary>Looking at every cursor costs more than keeping a few segments that might have been read: with fewer the log does not look for memory to give back.</summary>
    private const int ScanFrom = 8;

    private readonly List<LogCursor> _cursors = [];
    private FrameSegment?[] _window = new FrameSegment?[4];
    private FrameSegment? _current;
    private List<LogCursor>? _overdue;
    private long _oldest;
    private long _next;
    private long _tail;
    private long _tailBytes;
    private int _segmentSize = SmallestSegment;
    private int _maxEvents;
    private int _maxBytes;

    /// <summary>What everything that says so below needs.</summary>
    public Lock Gate => gate;

    /// <summary>Any thread: the number of events that were ever appended, which is the number of the next one.</summary>
    public long Tail => Volatile.Read(ref _tail);

    /// <summary>Any thread: the bytes of the events before <see cref="Tail"/>, and possibly of some after it.</summary>
    public long TailBytes => Volatile.Read(ref _tailBytes);

    /// <summary>Under the lock: the readers that are not taken out yet.</summary>
    public int CursorCount => _cursors.Count;

    /// <summary>Under the lock: the segments that are held.</summary>
    public int SegmentCount => (int)(_next - _oldest);

    /// <summary>Under the lock: the memory that is held, in bytes.</summary>
    public long HeldBytes
    {
        get
        {
            var held = 0L;
            for (var number = _oldest; number < _next; number++)
            {
                held += Find(number)!.Bytes.Length;
            }

            return held;
        }
    }

    /// <summary>Any thread: a segment, unless it is retired.</summary>
    public FrameSegment? Find(long number)
    {
        // Acquire on both; pairs with the releases in Open. A window that has been replaced may still show a retired segment: its memory is untouched for whoever looks for it, see above.
        var window = Volatile.Read(ref _window);
        var segment = Volatile.Read(ref window[number & (window.Length - 1)]);
        return segment is not null && segment.Number == number ? segment : null;
    }

    /// <summary>Under the lock: lets a reader begin with the next event.</summary>
    public void Add(LogCursor cursor)
    {
        cursor.Place = _cursors.Count;
        _cursors.Add(cursor);
        _maxEvents = Math.Max(_maxEvents, cursor.Limits.Events);
        _maxBytes = Math.Max(_maxBytes, cursor.Limits.Bytes);
        cursor.MoveTo(_current?.Number ?? _next, _tail, _tailBytes);
    }

    /// <summary>Under the lock: takes a reader out. By the one that has its role, so that it is not reading.</summary>
    public void Remove(LogCursor cursor)
    {
        var last = _cursors[^1];
        _cursors[cursor.Place] = last;
        last.Place = cursor.Place;
        _cursors.RemoveAt(_cursors.Count - 1);
        if (_cursors.Count == 0)
        {
            Retire();
        }
    }

    /// <summary>Under the lock: appends the frame of an event.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="isTerminal">Whether its readers must not let it wait for others.</param>
    public void Append(ReadOnlySpan<byte> frame, bool isTerminal = false)
    {
        if (_current is null || !_current.TryAppend(frame, isTerminal))
        {
            Open(frame.Length).TryAppend(frame, isTerminal);
        }

        // In this order, both release: who sees the event counted finds its segment, and its bytes counted.
        Volatile.Write(ref _tailBytes, _tailBytes + frame.Length);
        Volatile.Write(ref _tail, _tail + 1);
    }

    /// <summary>Under the lock: gives back what all have read, and finds those who are too far behind.</summary>
    /// <returns>Whether anything is still held.</returns>
    public bool Sweep()
    {
        Retire();
        if (_current is null)
        {
            _segmentSize = SmallestSegment;
        }

        return SegmentCount > 0;
    }

    /// <summary>Under the lock: the readers that were found too far behind since the last call and are to be ended for it.</summary>
    public List<LogCursor>? TakeOverdue()
    {
        var overdue = _overdue;
        _overdue = null;
        return overdue;
    }

    /// <summary>Under the lock: the first event that is held; the next one when none is.</summary>
    public long FirstHeld => _oldest < _next ? Find(_oldest)!.FirstEvent : _tail;

    /// <summary>Under the lock: the first event that a reader with these limits may still read.</summary>
    public long FirstWithin(LagLimits limits) => FirstWithin(Math.Max(FirstHeld, _tail - limits.Events), limits.Bytes);

    /// <summary>Under the lock: moves a reader to an event that is held, or to the end.</summary>
    public void Move(LogCursor cursor, long position)
    {
        for (var number = _oldest; number < _next; number++)
        {
            var segment = Find(number)!;
            if (position < segment.End)
            {
                // Before its first event when the reader has left and everything it was to read is gone: it has come to its end.
                cursor.MoveTo(number, position, segment.FirstByte + segment.EndOf((int)Math.Max(0, position - segment.FirstEvent)));
                return;
            }
        }

        cursor.MoveTo(_current?.Number ?? _next, _tail, _tailBytes);
    }

    private long FirstWithin(long first, int bytes)
    {
        for (var number = _oldest; number < _next; number++)
        {
            var segment = Find(number)!;
            if (first < segment.End)
            {
                var from = (int)Math.Max(0, first - segment.FirstEvent);
                var found = segment.FirstAt(from, segment.Count, _tailBytes - bytes);
                if (found < segment.Count)
                {
                    return segment.FirstEvent + found;
                }
            }
        }

        // The newest is within the limit whatever its size.
        return Math.Max(first, _tail - 1);
    }

    private FrameSegment Open(int frameBytes)
    {
        if (_oldest < _next && Find(_oldest) is { } oldest
            && (SegmentCount >= ScanFrom || _tail - oldest.FirstEvent >= _maxEvents || _tailBytes - oldest.FirstByte >= _maxBytes))
        {
            Retire();
        }

        if (SegmentCount == _window.Length)
        {
            GrowWindow();
        }

        var bytes = memory.Rent(Math.Max(frameBytes, _segmentSize));
        _segmentSize = Math.Min(_segmentSize * 2, LargestSegment);
        _current = new FrameSegment(_next, _tail, _tailBytes, bytes, Math.Clamp(bytes.Length / 32, 16, MaxEventsOfSegment));
        Volatile.Write(ref _window[_next & (_window.Length - 1)], _current);
        _next++;
        return _current;
    }

    private void GrowWindow()
    {
        var grown = new FrameSegment?[_window.Length * 2];
        for (var number = _oldest; number < _next; number++)
        {
            grown[number & (grown.Length - 1)] = Find(number);
        }

        Volatile.Write(ref _window, grown);
    }

    private void Retire()
    {
        var read = Scan();
        while (_oldest < _next)
        {
            var segment = Find(_oldest)!;
            var end = segment.End;
            var endByte = segment.FirstByte + segment.EndOf((int)(end - segment.FirstEvent));
            var isRead = read >= end;
            if (!isRead && _tail - end < _maxEvents && _tailBytes - endByte <= _maxBytes)
            {
                return;
            }

            Volatile.Write(ref _window[_oldest & (_window.Length - 1)], null);
            _oldest++;
            _current = ReferenceEquals(segment, _current) ? null : _current;
            if (isRead)
            {
                memory.Return(segment.Bytes);
            }
        }
    }

    /// <summary>Looks at every reader.</summary>
    /// <returns>The number of the first event that somebody has not read.</returns>
    private long Scan()
    {
        var read = long.MaxValue;
        (_maxEvents, _maxBytes) = (0, 0);
        foreach (var cursor in _cursors)
        {
            // Acquire; pairs with the release in LogCursor.Read. One that has left and is done will not read again.
            if (cursor.IsDone)
            {
                continue;
            }

            read = Math.Min(read, cursor.Position);
            _maxEvents = Math.Max(_maxEvents, cursor.Limits.Events);
            _maxBytes = Math.Max(_maxBytes, cursor.Limits.Bytes);
            if (cursor.Limits.Disconnects && cursor.IsBehind(_tail, _tailBytes) && cursor.TryBecomeOverdue())
            {
                (_overdue ??= []).Add(cursor);
            }
        }

        return read;
    }
}
