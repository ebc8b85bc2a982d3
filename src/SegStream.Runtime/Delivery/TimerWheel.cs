namespace SegStream.Delivery;

/// <summary>
/// One timer for the heartbeats and time limits of all streams: a hashed timing wheel (Varghese and Lauck, 1987, scheme 6).
/// Adding and removing take constant time; a stream is touched when it is due, not at every event, because entries look at
/// their own last activity and ask to be called again.
/// </summary>
/// <remarks>
/// The timer runs only while there are entries. Times are exact to one tick. A host has two: one for limits, which are long and always there, and one with shorter ticks for events
/// that wait a moment for others.
/// </remarks>
internal sealed class TimerWheel : IDisposable
{
    private const int SlotCount = 512;

    /// <summary>Length of a tick where nothing else is said: the finest step of any time limit.</summary>
    public static readonly TimeSpan TickLength = TimeSpan.FromMilliseconds(25);

    private readonly Lock _lock = new();
    private readonly TimerWheelEntry?[] _slots = new TimerWheelEntry?[SlotCount];
    private readonly List<TimerWheelEntry> _due = [];
    private readonly TimeProvider _time;
    private readonly TimeSpan _tickLength;
    private readonly long _origin;
    private ITimer? _timer;
    private long _advancedTo;
    private int _count;
    private bool _advancing;
    private bool _disposed;

    public TimerWheel(TimeProvider time)
        : this(time, TickLength)
    {
    }

    public TimerWheel(TimeProvider time, TimeSpan tickLength)
    {
        _time = time;
        _tickLength = tickLength;
        _origin = time.GetTimestamp();
    }

    /// <summary>Ticks since the wheel was made.</summary>
    public long CurrentTick => _time.GetElapsedTime(_origin).Ticks / _tickLength.Ticks;

    /// <summary>The clock's own fine time.</summary>
    public long Timestamp => _time.GetTimestamp();

    /// <summary>The first tick that does not begin before a time.</summary>
    public long TickAt(long timestamp) => (_time.GetElapsedTime(_origin, timestamp).Ticks + _tickLength.Ticks - 1) / _tickLength.Ticks;

    /// <summary>The time since a <see cref="Timestamp"/>.</summary>
    public TimeSpan ElapsedSince(long timestamp) => _time.GetElapsedTime(timestamp);

    /// <summary>Steps of <see cref="Timestamp"/> in a duration.</summary>
    public long TimestampsOf(TimeSpan duration) => (long)(duration.TotalSeconds * _time.TimestampFrequency);

    /// <summary>Entries that wait to be called.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _count;
            }
        }
    }

    /// <summary>The number of ticks of the usual length that is not shorter than a duration.</summary>
    public static long TicksOf(TimeSpan duration) => Math.Max(1, (duration.Ticks + TickLength.Ticks - 1) / TickLength.Ticks);

    public void Add(TimerWheelEntry entry, long dueTick)
    {
        lock (_lock)
        {
            if (_disposed)
            {
                return;
            }

            if (_count == 0)
            {
                _advancedTo = CurrentTick;
                _timer ??= CreateTimer();
                _timer.Change(_tickLength, _tickLength);
            }

            Link(entry, dueTick);
        }
    }

    public void Remove(TimerWheelEntry entry)
    {
        lock (_lock)
        {
            Unlink(entry);

            // An entry that is being called right now asks to be called again by its answer; this makes the answer void.
            entry.DueTick = long.MinValue;
            StopWhenEmpty();
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _timer?.Dispose();
        }
    }

    /// <summary>Outside of the request that happens to be the first: a timer keeps, and runs in, the execution context that it was made in.</summary>
    private ITimer CreateTimer()
    {
        if (ExecutionContext.IsFlowSuppressed())
        {
            return Create();
        }

        using (ExecutionContext.SuppressFlow())
        {
            return Create();
        }

        ITimer Create() => _time.CreateTimer(static wheel => ((TimerWheel)wheel!).Advance(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private void Advance()
    {
        lock (_lock)
        {
            // A slow machine can raise the timer while the last round is still going on; that round's successor will catch up.
            if (_advancing || _disposed)
            {
                return;
            }

            _advancing = true;
            CollectDue(CurrentTick);
        }

        // Outside of the lock, so that an entry can be removed while another one is called.
        var tick = _advancedTo;
        foreach (var entry in _due)
        {
            var again = entry.OnDue(tick);
            lock (_lock)
            {
                if (entry.DueTick != long.MinValue && again > tick && !_disposed)
                {
                    Link(entry, again);
                }
            }
        }

        _due.Clear();
        lock (_lock)
        {
            _advancing = false;
            StopWhenEmpty();
        }
    }

    private void CollectDue(long now)
    {
        // After a long pause every slot is visited once, not once per missed tick.
        var first = Math.Max(_advancedTo + 1, now - SlotCount + 1);
        for (var tick = first; tick <= now; tick++)
        {
            var entry = _slots[tick & (SlotCount - 1)];
            while (entry is not null)
            {
                var next = entry.Next;
                if (entry.DueTick <= now)
                {
                    Unlink(entry);
                    _due.Add(entry);
                }

                entry = next;
            }
        }

        _advancedTo = Math.Max(_advancedTo, now);
    }

    private void Link(TimerWheelEntry entry, long dueTick)
    {
        dueTick = Math.Max(dueTick, _advancedTo + 1);
        var slot = (int)(dueTick & (SlotCount - 1));
        entry.DueTick = dueTick;
        entry.Slot = slot;
        entry.Previous = null;
        entry.Next = _slots[slot];
        if (entry.Next is not null)
        {
            entry.Next.Previous = entry;
        }

        _slots[slot] = entry;
        _count++;
    }

    private void Unlink(TimerWheelEntry entry)
    {
        if (entry.Slot < 0)
        {
            return;
        }

        if (entry.Previous is null)
        {
            _slots[entry.Slot] = entry.Next;
        }
        else
        {
            entry.Previous.Next = entry.Next;
        }

        if (entry.Next is not null)
        {
            entry.Next.Previous = entry.Previous;
        }

        entry.Next = entry.Previous = null;
        entry.Slot = -1;
        _count--;
    }

    private void StopWhenEmpty()
    {
        if (_count == 0 && !_advancing)
        {
            _timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }
}
