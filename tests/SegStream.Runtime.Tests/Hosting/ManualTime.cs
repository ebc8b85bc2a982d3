namespace SegStream.Runtime.Tests.Hosting;

/// <summary>Time that passes only when the test says so. Timers run on the thread that advances it.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private long _now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref _now);

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddTicks(GetTimestamp());

    /// <summary>Timers that were made and not disposed.</summary>
    public int Timers
    {
        get
        {
            lock (_lock)
            {
                return _timers.Count;
            }
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        lock (_lock)
        {
            _timers.Add(timer);
        }

        return timer;
    }

    /// <summary>Lets time pass in steps of 25 ms, as a real timer would see it.</summary>
    public void Advance(TimeSpan duration)
    {
        var end = GetTimestamp() + duration.Ticks;
        while (GetTimestamp() < end)
        {
            Interlocked.Exchange(ref _now, Math.Min(end, GetTimestamp() + TimeSpan.FromMilliseconds(25).Ticks));
            ManualTimer[] timers;
            lock (_lock)
            {
                timers = [.. _timers];
            }

            foreach (var timer in timers)
            {
                timer.RunIfDue();
            }
        }
    }

    private sealed class ManualTimer(ManualTime time, TimerCallback callback, object? state) : ITimer
    {
        private long _due = long.MaxValue;
        private long _period = -1;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Interlocked.Exchange(ref _period, period == Timeout.InfiniteTimeSpan ? -1 : period.Ticks);
            Interlocked.Exchange(ref _due, dueTime == Timeout.InfiniteTimeSpan ? long.MaxValue : time.GetTimestamp() + dueTime.Ticks);
            return true;
        }

        public void RunIfDue()
        {
            if (Interlocked.Read(ref _due) <= time.GetTimestamp())
            {
                var period = Interlocked.Read(ref _period);
                Interlocked.Exchange(ref _due, period < 0 ? long.MaxValue : time.GetTimestamp() + period);
                callback(state);
            }
        }

        public void Dispose()
        {
            lock (time._lock)
            {
                time._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
