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

    private readonly bool _resumeInline;
    private ManualResetValueTaskSourceCore<bool> _core;
    private int _state;

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
            _core.RunContinuationsAsynchronously = !resumeInline;
            _core.SetResult(true);
        }
    }

    /// <summary>The pump: waits for a signal. The result says nothing; with it the pump awaits values of one type only, and its state machine has one place for them.</summary>
    protected ValueTask<bool> WaitAsync()
    {
        _core.Reset();
        if (Interlocked.CompareExchange(ref _state, Waiting, Quiet) == Quiet)
        {
            return new ValueTask<bool>(this, _core.Version);
        }

        // Full fence, not a plain store: the pump's next look at the world must not come before it. Otherwise a signal between that look
        // and the store would be wiped out, and what it announced not be seen.
        Interlocked.Exchange(ref _state, Quiet);
        return new ValueTask<bool>(true);
    }

    bool IValueTaskSource<bool>.GetResult(short token)
    {
        _core.GetResult(token);

        // From here on a new signal is kept for the next wait. A signal between SetResult and here is part of this one:
        // the pump looks at everything after it wakes.
        Interlocked.Exchange(ref _state, Quiet);
        return true;
    }

    ValueTaskSourceStatus IValueTaskSource<bool>.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource<bool>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);
}
