using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using SegStream.Channels;
using SegStream.Framing;
using SegStream.Sending;

namespace SegStream.Delivery;

/// <summary>
/// The one loop of a stream: it reads events, formats as many as there are into one buffer, writes and flushes it, and parks
/// until it is woken. Everything that reaches the client is written here, heartbeats included, so nothing has to be locked.
/// </summary>
internal sealed class StreamPump<T> : TimerWheelEntry, IChannelReaderWakeUp, IStoppableStream
{
    /// <summary>A batch is written when it has grown to this many bytes, or when there is nothing more to add.</summary>
    private const int FlushThreshold = 32 * 1024;

    private const long NotFlushing = -1;

    /// <summary>The write took too long: the connection is being broken, and the stream must not end before that is done.</summary>
    private const long Breaking = -2;

    private readonly StreamSource<T> _source;
    private readonly FrameFormatter<T> _formatter;
    private readonly IStreamOutput _output;
    private readonly StreamLifetime _lifetime;
    private readonly TimerWheel _wheel;
    private readonly PumpLimits _limits;
    private readonly PumpSignal _signal;
    private readonly Func<Exception, StreamFailure> _describeFailure;
    private readonly FrameBuffer _buffer = new();
    private readonly long _startTick;
    private readonly long _rareInterval;

    private PipeWriter? _writer;
    private StopRequest? _abort;
    private Exception? _formatFailure;
    private Exception? _writeFailure;
    private bool _preambleWritten;
    private bool _heartbeatDue;
    private bool _ending;
    private bool _endFlushed;
    private bool _broken;
    private long _written;
    private long _sent;
    private long _bytes;
    private long _lastWriteTick;
    private long _lastEventTick;
    private long _flushingSinceTick = NotFlushing;
    private long _lastWakeUp;

    public StreamPump(
        StreamSource<T> source,
        FrameFormatter<T> formatter,
        IStreamOutput output,
        StreamLifetime lifetime,
        TimerWheel wheel,
        PumpLimits limits,
        Func<Exception, StreamFailure> describeFailure)
    {
        _source = source;
        _formatter = formatter;
        _output = output;
        _lifetime = lifetime;
        _wheel = wheel;
        _limits = limits;
        _describeFailure = describeFailure;
        _signal = new PumpSignal(source.WakesInline);
        _startTick = _lastWriteTick = _lastEventTick = wheel.CurrentTick;
        _rareInterval = wheel.TimestampsOf(InlineRun.MinimalInterval);
        _lastWakeUp = wheel.Timestamp - _rareInterval - 1;
        source.Attach(this);
    }

    /// <summary>Whether bytes may have left: from then on a failure cannot become an error response any more.</summary>
    public bool HasStarted => _writer is not null;

    /// <summary>Runs until the stream is over and its last byte was flushed or given up.</summary>
    /// <returns>How the stream ended, without its duration, which is for the caller to add. Never throws.</returns>
    public async Task<StreamCompletion> RunAsync()
    {
        ScheduleTimers();
        var state = ReadState.Event;
        while (true)
        {
            if (state != ReadState.Ended && !IsAborted)
            {
                state = Drain();
            }

            if (InlineRun.IsOnSendersThread(this) && (state == ReadState.Ended || IsAborted))
            {
                await InlineRun.LeaveAsync();
            }

            if (IsAborted || (state == ReadState.Ended && NothingToTell))
            {
                break;
            }

            if (state == ReadState.Ended)
            {
                _ending = true;
                WriteEnd();
            }

            if ((_buffer.Length > 0 || !HasStarted) && !await FlushAsync().ConfigureAwait(false))
            {
                break;
            }

            if (InlineRun.IsOnSendersThread(this) && state == ReadState.Event)
            {
                await InlineRun.LeaveAsync();
            }

            if (state == ReadState.Ended)
            {
                break;
            }

            if (state == ReadState.Empty)
            {
                await ParkAsync().ConfigureAwait(false);
            }
        }

        if (InlineRun.IsOnSendersThread(this))
        {
            await InlineRun.LeaveAsync();
        }

        _wheel.Remove(this);
        _buffer.Release();
        return Complete();
    }

    /// <summary>Waits for the producer of a sequence to come to rest and releases it. Called after <see cref="RunAsync"/>; returns what the producer's clean-up threw.</summary>
    public async Task<Exception?> ReleaseSourceAsync()
    {
        while (!_source.TryQuiesce())
        {
            await _signal.WaitAsync().ConfigureAwait(false);
        }

        try
        {
            await _source.ReleaseAsync().ConfigureAwait(false);
            return null;
        }
        catch (Exception exception)
        {
            return exception;
        }
    }

    /// <summary>Ends the stream from outside, on any thread. Reasons that leave a client listening let it have what is queued; the others drop it.</summary>
    public void Stop(CompletionReason reason)
    {
        if (reason is CompletionReason.ClientAborted or CompletionReason.SlowConsumer)
        {
            Interlocked.CompareExchange(ref _abort, new StopRequest(reason, null), null);
        }

        // Stopping cancels the producer, and a cancellation runs the producer's own callbacks: never on a timer's or a transport's thread.
        ThreadPool.UnsafeQueueUserWorkItem(
            static work =>
            {
                work.Pump._source.RequestStop(work.Reason, null);
                work.Pump._lifetime.Cancel();
                work.Pump._signal.Set();
            },
            (Pump: this, Reason: reason),
            preferLocal: false);
    }

    void IChannelReaderWakeUp.WakeUp()
    {
        if (!_source.WakesInline && IsRareWakeUp() && InlineRun.IsPossible)
        {
            InlineRun.Wake(this, _signal);
        }
        else
        {
            _signal.Set();
        }
    }

    /// <summary>Called by the one sender that has found the pump parked; the next one comes after the pump has parked again.</summary>
    private bool IsRareWakeUp()
    {
        var now = _wheel.Timestamp;
        var elapsed = now - _lastWakeUp;
        _lastWakeUp = now;
        return elapsed > _rareInterval;
    }

    private bool IsAborted => Volatile.Read(ref _abort) is not null;

    /// <summary>The producer gave up before the first event and before the head of the response has left, so the caller can still answer with an error status.</summary>
    private bool NothingToTell =>
        !HasStarted && _written == 0 && EndReason is (CompletionReason.Faulted or CompletionReason.Incomplete or CompletionReason.Cancelled);

    /// <summary>Formats what the source has, up to one batch.</summary>
    /// <returns><see cref="ReadState.Event"/> when the batch is full and there may be more.</returns>
    private ReadState Drain()
    {
        var mark = 0;
        try
        {
            while (_buffer.Length < FlushThreshold)
            {
                mark = _buffer.Length;
                var state = _source.TryRead(out var item);
                if (state != ReadState.Event)
                {
                    return state;
                }

                WritePreamble();
                mark = _buffer.Length;
                _formatter.WriteEvent(_buffer, item!, _written);
                _written++;
            }

            return IsAborted ? ReadState.Ended : ReadState.Event;
        }
        catch (Exception exception)
        {
            // The event cannot be put on the wire. What is in the buffer before it is whole; the stream fails after that.
            _buffer.Truncate(mark);
            _formatFailure = exception;
            _source.RequestStop(CompletionReason.Faulted, exception);
            return ReadState.Ended;
        }
    }

    private void WritePreamble()
    {
        if (!_preambleWritten)
        {
            _preambleWritten = true;
            _formatter.WritePreamble(_buffer);
        }
    }

    private void WriteEnd()
    {
        var reason = EndReason;
        if (reason == CompletionReason.Completed)
        {
            WritePreamble();
            _formatter.WriteEpilogue(_buffer, _written);
        }
        else if (reason == CompletionReason.Faulted)
        {
            WritePreamble();
            WriteFailure();
        }
        else if (reason == CompletionReason.ServerShutdown)
        {
            // Clients that all come back at the same moment would bring the next node down.
            _formatter.TryWriteRetry(_buffer, TimeSpan.FromMilliseconds(Random.Shared.Next(1_000, 5_000)));
        }
    }

    private void WriteFailure()
    {
        var mark = _buffer.Length;
        try
        {
            _formatter.TryWriteFailure(_buffer, _describeFailure(EndException!), _written);
        }
        catch (Exception)
        {
            // The union's own error event does not serialize; the connection is cut short all the same, which no client takes for complete.
            _buffer.Truncate(mark);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> FlushAsync()
    {
        try
        {
            _writer ??= _output.Start();
            WritePreamble();
            var length = _buffer.Length;
            _writer.Write(_buffer.WrittenSpan);
            _buffer.Reset();

            var flushing = _writer.FlushAsync();
            FlushResult result;
            if (flushing.IsCompleted)
            {
                result = flushing.Result;
            }
            else
            {
                result = await AwaitFlushAsync(flushing).ConfigureAwait(false);
            }

            if (result.IsCompleted || result.IsCanceled)
            {
                Abandon(null);
                return false;
            }

            Account(length);
            return !IsAborted;
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException || !_output.IsConnected)
        {
            // Whatever a transport throws then, the client is out of reach.
            Abandon(exception);
            return false;
        }
        catch (Exception exception)
        {
            // The client is there and waits: the server, or something between, refused to write.
            _writeFailure = exception;
            return false;
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<FlushResult> AwaitFlushAsync(ValueTask<FlushResult> flushing)
    {
        Volatile.Write(ref _flushingSinceTick, _wheel.CurrentTick);
        try
        {
            return await flushing.ConfigureAwait(false);
        }
        finally
        {
            if (Interlocked.Exchange(ref _flushingSinceTick, NotFlushing) == Breaking)
            {
                // Once this stream has ended, the same connection may already carry the next request.
                while (!Volatile.Read(ref _broken))
                {
                    await _signal.WaitAsync().ConfigureAwait(false);
                }
            }
        }
    }

    private void Account(int length)
    {
        var tick = _wheel.CurrentTick;
        if (_written != _sent)
        {
            Volatile.Write(ref _lastEventTick, tick);
            _sent = _written;
        }

        Volatile.Write(ref _lastWriteTick, tick);
        _bytes += length;
        _endFlushed = _ending;
    }

    private void Abandon(Exception? exception) =>
        Interlocked.CompareExchange(ref _abort, new StopRequest(CompletionReason.ClientAborted, exception), null);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask ParkAsync()
    {
        if (!_source.TryPark())
        {
            return;
        }

        // A quiet stream holds no buffer.
        _buffer.Release();
        await _signal.WaitAsync().ConfigureAwait(false);
        _source.Unpark();
        if (Volatile.Read(ref _heartbeatDue))
        {
            Volatile.Write(ref _heartbeatDue, false);
            WriteHeartbeat();
        }
    }

    private void WriteHeartbeat()
    {
        // An event may have gone out since the wheel asked for it.
        if (_wheel.CurrentTick - _lastWriteTick >= _limits.Heartbeat)
        {
            _source.Trim();
            _formatter.TryWriteHeartbeat(_buffer);
        }
    }

    private CompletionReason EndReason => Cut?.Reason ?? (Failure is null ? _source.EndReason : CompletionReason.Faulted);

    private Exception? EndException => Cut is { } cut ? cut.Exception : Failure ?? _source.EndException;

    private Exception? Failure => _formatFailure ?? _writeFailure;

    /// <summary>Why the client did not get the end; a client that leaves after it got everything cut nothing.</summary>
    private StopRequest? Cut => _endFlushed ? null : Volatile.Read(ref _abort);

    private StreamCompletion Complete()
    {
        var reason = EndReason;
        var exception = EndException;

        // Whoever still sends has to learn that the stream is over; a no-op when the source ended by itself.
        _source.RequestStop(reason, exception);
        var dropped = _source.Discard() + (_written - _sent) + (_formatFailure is null ? 0 : 1);
        return new StreamCompletion
        {
            Reason = reason,
            Exception = exception,
            EventsSent = _sent,
            EventsDropped = dropped,
            BytesSent = _bytes,
        };
    }

    private void ScheduleTimers()
    {
        var due = NextDue(_startTick);
        if (due > _startTick)
        {
            _wheel.Add(this, due);
        }
    }

    /// <inheritdoc />
    public override long OnDue(long tick)
    {
        var flushingSince = Volatile.Read(ref _flushingSinceTick);
        if (_limits.WriteTimeout > 0 && flushingSince != NotFlushing && tick - flushingSince >= _limits.WriteTimeout)
        {
            if (Interlocked.CompareExchange(ref _flushingSinceTick, Breaking, flushingSince) == flushingSince)
            {
                Stop(CompletionReason.SlowConsumer);
                ThreadPool.UnsafeQueueUserWorkItem(static pump => pump.Break(), this, preferLocal: false);
                return 0;
            }

            flushingSince = NotFlushing;
        }

        if (_limits.MaxDuration > 0 && tick - _startTick >= _limits.MaxDuration)
        {
            Stop(CompletionReason.MaxDuration);
            return NextWriteTimeout(tick);
        }

        if (_limits.IdleTimeout > 0 && tick - Volatile.Read(ref _lastEventTick) >= _limits.IdleTimeout)
        {
            Stop(CompletionReason.IdleTimeout);
            return NextWriteTimeout(tick);
        }

        if (_limits.Heartbeat > 0 && tick - Volatile.Read(ref _lastWriteTick) >= _limits.Heartbeat && flushingSince == NotFlushing)
        {
            Volatile.Write(ref _heartbeatDue, true);
            ThreadPool.UnsafeQueueUserWorkItem(static signal => signal.Set(), _signal, preferLocal: false);
        }

        return NextDue(tick);
    }

    private void Break()
    {
        try
        {
            _output.Abort();
        }
        finally
        {
            Volatile.Write(ref _broken, true);
            _signal.Set();
        }
    }

    private long NextDue(long tick)
    {
        var due = long.MaxValue;
        Consider(ref due, _limits.MaxDuration, _startTick);
        Consider(ref due, _limits.IdleTimeout, Volatile.Read(ref _lastEventTick));

        // While a write is pending the client has enough to read, and a heartbeat that was just asked for is about to be written.
        var quietSince = Volatile.Read(ref _flushingSinceTick) == NotFlushing ? Volatile.Read(ref _lastWriteTick) : tick;
        Consider(ref due, _limits.Heartbeat, Math.Max(quietSince, tick - _limits.Heartbeat + 1));
        return Math.Min(due, NextWriteTimeout(tick)) is var next && next == long.MaxValue ? 0 : next;
    }

    private long NextWriteTimeout(long tick)
    {
        if (_limits.WriteTimeout == 0)
        {
            return long.MaxValue;
        }

        var since = Volatile.Read(ref _flushingSinceTick);
        return (since == NotFlushing ? tick : since) + _limits.WriteTimeout;
    }

    private static void Consider(ref long due, long limit, long since)
    {
        if (limit > 0)
        {
            due = Math.Min(due, since + limit);
        }
    }
}
