using SegStream.Channels;

namespace SegStream.Delivery;

/// <content>The stream's time limits, as an entry of the wheel, and the end of the clients that are too slow.</content>
internal sealed partial class StreamPump<T> : IThreadPoolWorkItem
{
    private void ScheduleTimers()
    {
        var due = NextDue(_startTick);
        if (due > _startTick)
        {
            Wheel.Add(this, due);
        }
    }

    /// <summary>Wakes the pump for its heartbeat, and lets it run here: this is a thread of the pool already.</summary>
    void IThreadPoolWorkItem.Execute() => Set(resumeInline: true);

    /// <inheritdoc />
    public override long OnDue(long tick)
    {
        var flushingSince = Volatile.Read(ref _flushingSinceTick);
        if (_setup.Limits.WriteTimeout > 0 && flushingSince >= 0 && tick - flushingSince >= _setup.Limits.WriteTimeout)
        {
            if (TryBreakWrite(flushingSince))
            {
                Stop(CompletionReason.SlowConsumer);
                return 0;
            }

            flushingSince = NotFlushing;
        }

        if (_setup.Limits.MaxDuration > 0 && tick - _startTick >= _setup.Limits.MaxDuration)
        {
            Stop(CompletionReason.MaxDuration);
            return NextWriteTimeout(tick);
        }

        if (_setup.Limits.IdleTimeout > 0 && tick - Volatile.Read(ref _lastEventTick) >= _setup.Limits.IdleTimeout)
        {
            Stop(CompletionReason.IdleTimeout);
            return NextWriteTimeout(tick);
        }

        if (_setup.Limits.Heartbeat > 0 && tick - Volatile.Read(ref _lastWriteTick) >= _setup.Limits.Heartbeat && flushingSince == NotFlushing)
        {
            Volatile.Write(ref _heartbeatDue, true);
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }

        return NextDue(tick);
    }

    void IChannelReaderWakeUp.Overflow()
    {
        // Sets the reason with a full fence, before the look at the write; pairs with the exchange in AwaitFlushAsync.
        Stop(CompletionReason.SlowConsumer);
        TryBreakWrite(Volatile.Read(ref _flushingSinceTick));
    }

    /// <summary>Breaks the connection under a write that is pending, off this thread. At most once for a write.</summary>
    /// <returns>Whether there was one, so that the pump waits until the connection is broken.</returns>
    private bool TryBreakWrite(long flushingSince)
    {
        if (flushingSince < 0 || Interlocked.CompareExchange(ref _flushingSinceTick, Breaking, flushingSince) != flushingSince)
        {
            return false;
        }

        ThreadPool.UnsafeQueueUserWorkItem(static pump => pump.Break(), this, preferLocal: false);
        return true;
    }

    private void Break()
    {
        // Before the connection breaks: the pump would take the failing write for a client that has left.
        Interlocked.CompareExchange(ref _abort, new StopRequest(CompletionReason.SlowConsumer, null), null);
        try
        {
            _output.Abort();
        }
        finally
        {
            Volatile.Write(ref _broken, true);
            Set();
        }
    }

    private long NextDue(long tick)
    {
        var due = long.MaxValue;
        Consider(ref due, _setup.Limits.MaxDuration, _startTick);
        Consider(ref due, _setup.Limits.IdleTimeout, Volatile.Read(ref _lastEventTick));

        // While a write is pending the client has enough to read, and a heartbeat that was just asked for is about to be written.
        var quietSince = Volatile.Read(ref _flushingSinceTick) == NotFlushing ? Volatile.Read(ref _lastWriteTick) : tick;
        Consider(ref due, _setup.Limits.Heartbeat, Math.Max(quietSince, tick - _setup.Limits.Heartbeat + 1));
        return Math.Min(due, NextWriteTimeout(tick)) is var next && next == long.MaxValue ? 0 : next;
    }

    private long NextWriteTimeout(long tick)
    {
        if (_setup.Limits.WriteTimeout == 0)
        {
            return long.MaxValue;
        }

        var since = Volatile.Read(ref _flushingSinceTick);
        return (since == NotFlushing ? tick : since) + _setup.Limits.WriteTimeout;
    }

    private static void Consider(ref long due, long limit, long since)
    {
        if (limit > 0)
        {
            due = Math.Min(due, since + limit);
        }
    }
}
