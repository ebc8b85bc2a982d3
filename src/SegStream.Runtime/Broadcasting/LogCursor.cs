using System.Diagnostics;
using SegStream.Framing;

namespace SegStream.Broadcasting;

/// <summary>
/// The place of one reader in a log: numbers only, so that one that does not read keeps nothing alive. One thread at a time has the reader's role.
/// </summary>
internal class LogCursor
{
    private FrameLog? _log;
    private LagLimits _limits = LagLimits.Default;
    private CursorIncidents? _incidents;
    private long _position;
    private long _byte;
    private long _segment;

    /// <summary>The log that it follows; null before it does.</summary>
    public FrameLog? Log => _log;

    public LagLimits Limits => _limits;

    /// <summary>Its place in the log's list.</summary>
    internal int Place { get; set; }

    /// <summary>Any thread: the number of events that it has read or lost.</summary>
    public long Position => Volatile.Read(ref _position);

    /// <summary>Whether it has fallen so far behind that its stream is to be ended.</summary>
    public bool IsOverdue => Volatile.Read(ref _incidents) is { } incidents && Volatile.Read(ref incidents.IsOverdue);

    /// <summary>Any thread: whether it has left its log.</summary>
    public bool HasLeft => End != long.MaxValue;

    /// <summary>Reader: whether it has left its log, and read everything from before.</summary>
    public bool IsDone => Position >= End;

    /// <summary>Reader: events that it has lost and nobody was told of.</summary>
    public bool HasLoss => _incidents is { } incidents && incidents.Lost != incidents.LossTaken;

    /// <summary>Any thread: whether there is something to read.</summary>
    public bool HasNews => Waiting > 0;

    /// <summary>Any thread: events that wait to be read, and are held or lost.</summary>
    public long Waiting => Volatile.Read(ref _log) is { } log ? Math.Max(0, Math.Min(log.Tail, End) - Position) : 0;

    /// <summary>Any thread: events that were found to be lost, until they are given up.</summary>
    public long Lost => Volatile.Read(ref _incidents) is { } incidents ? Volatile.Read(ref incidents.Lost) : 0;

    /// <summary>Under the log's lock: begins to follow it, with the next event.</summary>
    public void Follow(FrameLog log, LagLimits limits)
    {
        _limits = limits;
        log.Add(this);

        // Release: a reader that sees the log sees the rest.
        Volatile.Write(ref _log, log);
    }

    /// <summary>Under the log's lock: later events are not for this reader any more.</summary>
    public bool TryLeave()
    {
        if (HasLeft)
        {
            return false;
        }

        // How far it may be behind is decided here: for one that has left, events that come after are no lag.
        var incidents = Incidents;
        incidents.Floor = _log!.FirstWithin(_limits);

        // Release: who sees the end sees the floor.
        Volatile.Write(ref incidents.End, _log.Tail);
        return true;
    }

    /// <summary>Reader, under the log's lock: gives up what it has not read, and is taken out. Its losses are its stream's from here on.</summary>
    /// <returns>The number of events that it was to read and has not, those included that it has lost on the way.</returns>
    public long GiveUp()
    {
        TryLeave();
        var incidents = Incidents;
        var left = incidents.End - _position;
        Volatile.Write(ref _position, incidents.End);
        _log!.Remove(this);
        left += incidents.Lost;
        (incidents.LossTaken, incidents.Lost) = (0, 0);
        return left;
    }

    /// <summary>Reader: finds what it can read next.</summary>
    /// <returns>False when there is nothing, or the reader is overdue.</returns>
    public bool TryFind(out LogStretch stretch)
    {
        stretch = default;
        var log = _log!;
        while (true)
        {
            var last = Math.Min(log.Tail, End);
            if (_position >= last || IsOverdue)
            {
                return false;
            }

            if (!IsBehind(log.Tail, log.TailBytes) && (log.Find(_segment) ?? FindNext(log)) is { } segment)
            {
                var index = _position - segment.FirstEvent;

                // Read after the tail: if the event is not in here, it is in a later segment, and this one is full.
                var count = segment.Count;
                if (index < count)
                {
                    stretch = new LogStretch(segment, (int)index, (int)Math.Min(count, last - segment.FirstEvent));
                    return true;
                }

                _segment++;
            }
            else
            {
                FindPlace(log);
            }
        }
    }

    /// <summary>Reader: copies frames, as many as fit in a number of bytes and at least one.</summary>
    /// <returns>The number of events.</returns>
    public int Read(in LogStretch stretch, FrameBuffer buffer, int bytes)
    {
        var segment = stretch.Segment;
        var reach = stretch.CopyTo(buffer, bytes);
        Volatile.Write(ref _byte, segment.FirstByte + segment.EndOf(reach));

        // Release, after the copy: who sees the position knows that nothing before it is being read. Pairs with the acquire in FrameLog.Scan.
        Volatile.Write(ref _position, segment.FirstEvent + reach);
        return reach - stretch.From;
    }

    /// <summary>Reader: the number of events that it has lost since the last call.</summary>
    public long TakeLoss()
    {
        if (_incidents is not { } incidents)
        {
            return 0;
        }

        var lost = incidents.Lost - incidents.LossTaken;
        incidents.LossTaken = incidents.Lost;
        return lost;
    }

    /// <summary>Whether it is further behind than it may. The numbers may be newer than each other; then it may say so too early, never too late.</summary>
    internal bool IsBehind(long tail, long tailBytes)
    {
        // The position first: its bytes are written before it, so they are at least as new here and do not show a lag that is none.
        var position = Position;
        if (HasLeft)
        {
            return position < _incidents!.Floor;
        }

        var lag = tail - position;
        return lag > _limits.Events || (lag > 1 && tailBytes - Volatile.Read(ref _byte) > _limits.Bytes);
    }

    /// <summary>Under the log's lock.</summary>
    /// <returns>True for the first caller.</returns>
    internal bool TryBecomeOverdue()
    {
        if (IsOverdue)
        {
            return false;
        }

        Volatile.Write(ref Incidents.IsOverdue, true);
        return true;
    }

    /// <summary>Under the log's lock.</summary>
    internal void MoveTo(long segment, long position, long bytes)
    {
        Debug.Assert(position >= _position, "A cursor never goes back.");
        _segment = segment;
        Volatile.Write(ref _byte, bytes);
        Volatile.Write(ref _position, position);
    }

    /// <summary>In a quiet log everything that was read is retired; then the next segment begins where this reader stands, and no lock is needed to know it.</summary>
    private FrameSegment? FindNext(FrameLog log)
    {
        if (log.Find(_segment + 1) is not { } next || next.FirstEvent != _position)
        {
            return null;
        }

        _segment++;
        return next;
    }

    /// <summary>Finds the place again after the log has retired it, or finds out how much is lost.</summary>
    private void FindPlace(FrameLog log)
    {
        lock (log.Gate)
        {
            // One that has left gets what is still held of what it may have.
            var first = HasLeft
                ? Math.Min(Math.Max(Math.Max(_position, Incidents.Floor), log.FirstHeld), End)
                : Math.Max(_position, log.FirstWithin(_limits));
            if (first > _position && _limits.Disconnects)
            {
                // What the log reports as overdue is ended by whoever reports it; here the reader itself finds out.
                TryBecomeOverdue();
                return;
            }

            if (first > _position)
            {
                Incidents.Lost += first - _position;
            }

            log.Move(this, first);
        }
    }

    /// <summary>Any thread: where what is for this reader ends; the greatest number before it has left.</summary>
    private long End => Volatile.Read(ref _incidents) is { } incidents ? Volatile.Read(ref incidents.End) : long.MaxValue;

    /// <summary>Under the log's lock; others look at the field.</summary>
    private CursorIncidents Incidents
    {
        get
        {
            if (_incidents is null)
            {
                // Release: who sees the object sees that nothing has happened yet.
                Volatile.Write(ref _incidents, new CursorIncidents());
            }

            return _incidents!;
        }
    }

    /// <summary>What most readers never have while their streams are open: a loss, and an end. One reference is kept for all of it.</summary>
    private sealed class CursorIncidents
    {
        public long End = long.MaxValue;
        public long Floor;
        public long Lost;
        public long LossTaken;
        public bool IsOverdue;
    }
}
