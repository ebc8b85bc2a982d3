using System.IO.Pipelines;
using SegStream.Broadcasting;
using SegStream.Channels;
using SegStream.Diagnostics;
using SegStream.Framing;
using SegStream.Sending;

namespace SegStream.Delivery;

/// <summary>
/// The one loop of a stream: it reads events, formats as many as there are into one buffer, writes and flushes it, and parks
/// until it is woken. Everything that reaches the client is written here, heartbeats included, so nothing has to be locked.
/// </summary>
internal sealed partial class StreamPump<T> : PumpSignal, IChannelReaderWakeUp, IStoppableStream
{
    /// <summary>A batch is written when it has grown to this many bytes, or when there is nothing more to add.</summary>
    private const int FlushThreshold = 32 * 1024;

    private const long NotFlushing = -1;

    /// <summary>The write took too long: the connection is being broken, and the stream must not end before that is done.</summary>
    private const long Breaking = -2;

    private readonly PumpSetup<T> _setup;
    private readonly IStreamOutput _output;
    private readonly StreamLifetime _lifetime;
    private readonly HeldEvents<T>? _held;
    private readonly long _startTick;
    private InlineAllowance _inlineAllowance;

    private StreamSource<T> _source;
    private PipeWriter? _writer;
    private StopRequest? _abort;
    private bool _preambleWritten;
    private bool _heartbeatDue;
    private bool _ending;
    private bool _hasTrailer;
    private bool _endFlushed;
    private bool _broken;
    private long _written;
    private long _sent;
    private long _bytes;
    private long _lastWriteTick;
    private long _lastEventTick;
    private long _flushingSinceTick = NotFlushing;

    public StreamPump(
        StreamSource<T> source,
        FrameFormatter<T> formatter,
        IStreamOutput output,
        StreamLifetime lifetime,
        TimerWheel wheel,
        PumpLimits limits,
        Func<Exception, StreamFailure> describeFailure,
        StreamPace? pace = null,
        LagLimits? lag = null,
        EndpointMetrics? metrics = null)
        : this(source, new PumpSetup<T>(formatter, wheel, limits, lag ?? LagLimits.Default, describeFailure) { Pace = pace, Metrics = metrics }, output, lifetime)
    {
    }

    public StreamPump(StreamSource<T> source, PumpSetup<T> setup, IStreamOutput output, StreamLifetime lifetime)
        : base(source.WakesInline)
    {
        _source = source;
        _setup = setup;
        _output = output;
        _lifetime = lifetime;
        _held = setup.Pace is { } given ? HeldEvents<T>.Create(Formatter, this, given) : null;
        _startTick = _lastWriteTick = _lastEventTick = Wheel.CurrentTick;
        _inlineAllowance = new InlineAllowance(Wheel.Timestamp);
        source.Attach(this);
    }

    /// <summary>The stream's end, for its producers and watchers.</summary>
    public StreamLifetime Lifetime => _lifetime;

    /// <summary>Whether bytes may have left: from then on a failure cannot become an error response any more.</summary>
    public bool HasStarted => _writer is not null;

    /// <summary>Runs until the stream is over and its last byte was flushed or given up.</summary>
    /// <returns>How the stream ended, without its duration. It throws only what the output's <see cref="IStreamOutput.Begin"/> and <see cref="IStreamOutput.FinishAsync"/> throw.</returns>
    public async Task<StreamCompletion> RunAsync()
    {
        _output.Begin();
        ScheduleTimers();
        TakeBuffer();
        var state = ReadState.Event;
        while (true)
        {
            FollowDetachment();
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
                _held?.Close(_buffer);
                WriteEnd();
                AnnounceEnd();
            }

            var kept = _held is null ? 0 : KeepBack(state);
            if (_buffer.Length == kept && HasStarted && !_hasTrailer)
            {
                if (kept == 0)
                {
                    AccountEvents();
                }
            }
            else if (!await FlushAsync(kept).ConfigureAwait(false))
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

            if (state == ReadState.Empty && TryPark())
            {
                await WaitAsync().ConfigureAwait(false);
                Unpark();
            }
        }

        if (InlineRun.IsOnSendersThread(this))
        {
            await InlineRun.LeaveAsync();
        }

        await EndAsync(state).ConfigureAwait(false);
        return _incidents!.Completion!;
    }

    /// <summary>Everything after the last batch.</summary>
    private async ValueTask<bool> EndAsync(ReadState state)
    {
        _held?.Stop();
        GiveBuffer();
        IsDetached = TryPart();
        if (IsDetached || (state == ReadState.Ended && !IsAborted))
        {
            await EndOutputAsync().ConfigureAwait(false);
        }

        _output.Release();
        Wheel.Remove(this);
        var completion = IsDetached ? Counted(CompletionReason.ServerShutdown, null, 0) : Complete();

        // Here and not around this method: a second state machine would be kept for as long as the stream.
        Incidents.Completion = completion;
        await _output.FinishAsync(completion).ConfigureAwait(false);
        return true;
    }

    /// <summary>Waits for the producer of a sequence to come to rest and releases it. For the output, once the stream is over; returns what the producer's clean-up threw.</summary>
    public async Task<Exception?> ReleaseSourceAsync()
    {
        while (!_source.TryQuiesce())
        {
            await WaitAsync().ConfigureAwait(false);
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
        if (reason is CompletionReason.ClientAborted or CompletionReason.SlowConsumer
            && ReferenceEquals(Interlocked.CompareExchange(ref _abort, new StopRequest(reason, null), null), Parted))
        {
            return;
        }

        // Stopping cancels the producer, and a cancellation runs the producer's own callbacks: never on a timer's or a transport's thread.
        ThreadPool.UnsafeQueueUserWorkItem(
            static work =>
            {
                // The producer's call-backs last: one that blocks must not keep the client from its end.
                work.Pump._source.RequestStop(work.Reason, null);
                work.Pump.Set();
                if (work.Pump._lifetime.Cancel() is { } failure)
                {
                    work.Pump._setup.ProducerFailed?.Invoke(failure);
                }
            },
            (Pump: this, Reason: reason),
            preferLocal: false);
    }

    void IChannelReaderWakeUp.WakeUp()
    {
        // Only the one sender that has found the pump parked comes here; the next one comes after the pump has parked again.
        if (!_source.WakesInline && _inlineAllowance.TryTake(Wheel.Timestamp, _setup.InlineInterval) && InlineRun.IsPossible)
        {
            InlineRun.Wake(this);
        }
        else
        {
            Set();
        }
    }

    private FrameFormatter<T> Formatter => _setup.Formatter;

    private TimerWheel Wheel => _setup.Wheel;

    private bool IsAborted => Volatile.Read(ref _abort) is not null;

    /// <summary>The producer gave up before the first event and before the head of the response has left, so the caller can still answer with an error status.</summary>
    private bool NothingToTell =>
        !HasStarted && _written == 0 && EndReason is (CompletionReason.Faulted or CompletionReason.Incomplete or CompletionReason.Cancelled);
}
