using SegStream.Channels;

namespace SegStream.Delivery;

/// <content>The end of a stream whose client does not take its end in the time that a stopping host has.</content>
internal sealed partial class StreamPump<T>
{
    /// <summary>In the place of an abort: the host has waited long enough.</summary>
    private static readonly StopRequest TooLate = new(CompletionReason.ServerShutdown, null);

    private bool _cutOff;

    /// <inheritdoc />
    public void CutOff()
    {
        Volatile.Write(ref _cutOff, true);

        // Full fence; pairs with the exchange in AwaitFlushAsync and AwaitEndAsync: the write that is pending is seen here, or its pump sees the flag.
        var before = Interlocked.CompareExchange(ref _abort, TooLate, null);
        if (before is null || ReferenceEquals(before, Parted))
        {
            TryBreakWrite(Volatile.Read(ref _flushingSinceTick));
        }

        ThreadPool.UnsafeQueueUserWorkItem(static pump => pump.Set(), this, preferLocal: false);
    }

    /// <summary>Pump, after it has announced a write that it waits for: whoever wanted to break it may have come too early to see it.</summary>
    private void BreakIfWanted(long since)
    {
        if (Volatile.Read(ref _cutOff) || Volatile.Read(ref _abort) is { Reason: CompletionReason.SlowConsumer })
        {
            TryBreakWrite(since);
        }
    }

    /// <summary>No write was pending when the stream had to end: its body must not look whole, and what the server still holds of it must not keep the connection.</summary>
    private void BreakUnlessBroken(CompletionReason reason)
    {
        if ((reason == CompletionReason.SlowConsumer || ReferenceEquals(Cut, TooLate)) && !_broken)
        {
            _output.Abort();
        }
    }
}
