using SegStream.Framing;

namespace SegStream.Delivery;

/// <summary>
/// Decides which of a stream's formatted bytes leave now and which wait: for company in their batch, or for the interval between flushes. Only streams that have one of these
/// settings have it. For the pump alone, but for <see cref="OnDue"/>.
/// </summary>
internal sealed class HeldEvents<T> : TimerWheelEntry
{
    private readonly FrameFormatter<T> _formatter;
    private readonly FrameBatch<T>? _batch;
    private readonly PumpSignal _signal;
    private readonly TimerWheel _wheel;
    private readonly long _batchDelay;
    private readonly long _flushInterval;
    private long _batchOpened;
    private long _nextFlush = long.MinValue;
    private long _armedTick = long.MaxValue;
    private long _written;
    private bool _isUrgent;

    public HeldEvents(FrameFormatter<T> formatter, FrameBatch<T>? batch, PumpSignal signal, StreamPace pace)
    {
        _formatter = formatter;
        _batch = batch;
        _signal = signal;
        _wheel = pace.Wheel;
        _batchDelay = _wheel.TimestampsOf(pace.BatchDelay);
        _flushInterval = _wheel.TimestampsOf(pace.FlushInterval);
    }

    /// <summary>Events that are formatted and in a frame which is not complete.</summary>
    public int Incomplete => _batch?.Count ?? 0;

    /// <summary>What a stream needs to hold events back; null when it holds none.</summary>
    public static HeldEvents<T>? Create(FrameFormatter<T> formatter, PumpSignal signal, StreamPace pace)
    {
        var batch = formatter.CreateBatch();
        return batch is null && pace.FlushInterval == TimeSpan.Zero ? null : new HeldEvents<T>(formatter, batch, signal, pace);
    }

    /// <summary>Makes room for an event that cannot be in a frame with those before it.</summary>
    public void Prepare(FrameBuffer buffer, T value)
    {
        if (_batch is { Count: > 0 } && !_formatter.IsBatched(value))
        {
            _batch.Close(buffer);
        }
    }

    /// <summary>Formats an event, after <see cref="Prepare"/>. One that throws leaves the buffer as it was.</summary>
    public void Write(FrameBuffer buffer, T value, long index)
    {
        if (_batch is null || !_formatter.IsBatched(value))
        {
            var mark = buffer.Length;
            _formatter.WriteEvent(buffer, value, index);
            if (buffer.Length - mark > _formatter.MaxFrameBytes)
            {
                throw FrameBuffer.FrameTooLarge(_formatter.MaxFrameBytes);
            }
        }
        else
        {
            if (_batch.Count == 0 && _batchDelay > 0)
            {
                _batchOpened = _wheel.Timestamp;
            }

            _batch.Add(buffer, value);
            if (_batch.IsFull)
            {
                _batch.Close(buffer);
            }
        }

        // Who waits for the last event waits for nothing else.
        _isUrgent |= _formatter.IsTerminal(value);
    }

    /// <summary>Completes the frame that is being put together, so that something else can be written behind it.</summary>
    public void Close(FrameBuffer buffer) => _batch?.Close(buffer);

    /// <summary>Whether events have come since the last call.</summary>
    /// <param name="written">The number of events so far.</param>
    public bool HasGrown(long written)
    {
        var grown = written != _written;
        _written = written;
        return grown;
    }

    /// <summary>Lets everything go with the next look.</summary>
    public void Hurry() => _isUrgent = true;

    /// <summary>How many bytes, from the end of the buffer, are not to be flushed now. The pump is woken when they are.</summary>
    public int KeepBack(FrameBuffer buffer)
    {
        if (_isUrgent)
        {
            _isUrgent = false;
            Close(buffer);
            return 0;
        }

        // Without a setting that waits the clock is not read.
        var now = _batchDelay > 0 || _flushInterval > 0 ? _wheel.Timestamp : 0;
        if (buffer.Length > 0 && now < _nextFlush)
        {
            Arm(_nextFlush);
            return buffer.Length;
        }

        if (Incomplete > 0 && _batchDelay > 0 && now < _batchOpened + _batchDelay)
        {
            Arm(_batchOpened + _batchDelay);
            return buffer.Length - _batch!.Start;
        }

        Close(buffer);
        return 0;
    }

    /// <summary>Bytes have left the buffer, from its start.</summary>
    public void Flushed(int length)
    {
        if (_flushInterval > 0 && length > 0)
        {
            _nextFlush = _wheel.Timestamp + _flushInterval;
        }

        Moved(length);
    }

    /// <summary>The same, in the middle of a flush.</summary>
    public void Moved(int length)
    {
        if (Incomplete > 0)
        {
            _batch!.Moved(length);
        }
    }

    /// <summary>The stream is over.</summary>
    public void Stop() => _wheel.Remove(this);

    /// <inheritdoc/>
    public override long OnDue(long tick)
    {
        Volatile.Write(ref _armedTick, long.MaxValue);

        // Never on the timer's thread: what waits is flushed, and a flush may take its time.
        _signal.Set(resumeInline: false);
        return 0;
    }

    private void Arm(long timestamp)
    {
        var tick = _wheel.TickAt(timestamp);
        if (Volatile.Read(ref _armedTick) <= tick)
        {
            // Earlier than needed costs one look in vain.
            return;
        }

        // A call for the former time may be under way on the timer's thread and clear the field; then the wheel is asked once more than needed.
        _wheel.Remove(this);
        Volatile.Write(ref _armedTick, tick);
        _wheel.Add(this, tick);
    }
}
