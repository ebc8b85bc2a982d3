using System.Diagnostics;
using System.Threading.Tasks.Sources;

namespace SegStream.Delivery;

/// <summary>
/// What a pump awaits while it has nothing to do: an auto-reset event for one waiter that allocates nothing per wait.
/// A signal that comes while nobody waits is kept; several are one. A base of the pump, as an entry of the wheel is, so that the three are one object.
/// </summary>
internal abstract class PumpSignal : TimerWheelEntry, IValueTaskSource<bool>
{
    private const int Quiet = 0;
    private const int Signalled = 1;
    private const int Waiting = 2;

    /// <summary>In the place of the continuation: the signal came before there was one.</summary>
    private static readonly Action<object?> TooEarly = static _ => throw new UnreachableException();

    // The runtime's own core for such sources keeps an exception, a context and a result as well, which are always empty here.
    private readonly bool _resumeInline;
    private short _version;
    private int _state;
    private Action<object?>? _continuation;
    private object? _continuationState;

    protected PumpSignal(bool resumeInline)
    {
        _resumeInline = resumeInline;
    }

    /// <summary>Wakes the pump in the way that the constructor was told.</summary>
    public void Set() => Set(_resumeInline);

    /// <summary>Wakes the pump.</summary>
    /// <param name="resumeInline">Whether a pump that waits goes on inside of this call, up to where it waits again.</param>
    public void Set(bool resumeInline)
    {
        // Full fence: what the caller wrote before is seen by the pump after its wait.
        if (Interlocked.Exchange(ref _state, Signalled) == Waiting)
        {
            // Only the one who found the pump waiting comes here, so nobody else writes it meanwhile.
            Complete(resumeInline);
        }
    }

    /// <summary>The pump: waits for a signal. The result says nothing; with it the pump awaits values of one type only, and its state machine has one place for them.</summary>
    public ValueTask<bool> WaitAsync()
    {
        _version++;
        _continuation = null;
        _continuationState = null;
        if (Interlocked.CompareExchange(ref _state, Waiting, Quiet) == Quiet)
        {
            return new ValueTask<bool>(this, _version);
        }

        // Full fence, not a plain store: the pump's next look at the world must not come before it. Otherwise a signal between that look
        // and the store would be wiped out, and what it announced not be seen.
        Interlocked.Exchange(ref _state, Quiet);
        return new ValueTask<bool>(true);
    }

    bool IValueTaskSource<bool>.GetResult(short token)
    {
        Debug.Assert(token == _version && _continuation is not null, "A pump takes the result of a wait once, when it is there.");

        // From here on a new signal is kept for the next wait. A signal between SetResult and here is part of this one:
        // the pump looks at everything after it wakes.
        Interlocked.Exchange(ref _state, Quiet);
        return true;
    }

    // Asked before there is a continuation. Not earlier than Complete is done with the field: the pump could wait again, and Complete would take its next continuation for this one.
    ValueTaskSourceStatus IValueTaskSource<bool>.GetStatus(short token) =>
        ReferenceEquals(Volatile.Read(ref _continuation), TooEarly) ? ValueTaskSourceStatus.Succeeded : ValueTaskSourceStatus.Pending;

    // The flags ask for contexts, of which a pump needs none: it awaits without one, and its state machine brings its own.
    void IValueTaskSource<bool>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
    {
        _continuationState = state;

        // Full fence; pairs with the exchange in Complete: the signal finds the continuation and its state, or is found here.
        if (Interlocked.CompareExchange(ref _continuation, continuation, null) is not null)
        {
            ThreadPool.UnsafeQueueUserWorkItem(continuation, state, preferLocal: true);
        }
    }

    private void Complete(bool resumeInline)
    {
        if (Interlocked.CompareExchange(ref _continuation, TooEarly, null) is not { } continuation)
        {
            return;
        }

        if (resumeInline)
        {
            continuation(_continuationState);
        }
        else
        {
            ThreadPool.UnsafeQueueUserWorkItem(continuation, _continuationState, preferLocal: true);
        }
    }
}
