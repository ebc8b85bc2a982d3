using System.Threading.Tasks.Sources;

namespace SegStream.Channels;

/// <summary>A send that waits for room, as a pooled source of the <see cref="ValueTask{TResult}"/> that the sender awaits.</summary>
/// <remarks>
/// Whoever moves the state away from waiting (the channel that lets it go on, or the cancellation) sets the result; nobody else does. A cancelled
/// waiter stays on the channel's stack until it is skipped there, so it is never used again; a settled one is off the stack and goes back to the pool.
/// </remarks>
internal sealed class SendWaiter<T> : IValueTaskSource<bool>
{
    private const int Waiting = 0;
    private const int Settled = 1;
    private const int Cancelled = 2;

    private ManualResetValueTaskSourceCore<bool> _core = new() { RunContinuationsAsynchronously = true };
    private CancellationTokenRegistration _registration;
    private CancellationToken _cancellationToken;
    private int _state;
    private bool _hasItem;
    private T? _item;

    private SendWaiter()
    {
    }

    /// <summary>The waiter below on the channel's stack. Not changed while this one is on the stack.</summary>
    public SendWaiter<T>? Next { get; set; }

    /// <summary>Whether the sender has given up. It never changes back.</summary>
    public bool IsCancelled => Volatile.Read(ref _state) == Cancelled;

    /// <summary>What the sender awaits. To be read once, before the waiter can be seen by other threads.</summary>
    public ValueTask<bool> Task => new(this, _core.Version);

    /// <summary>A waiter that brings an item, to be queued when there is room.</summary>
    public static SendWaiter<T> Rent(T item, CancellationToken cancellationToken)
    {
        SendWaiter<T> waiter = Rent(cancellationToken);
        waiter._item = item;
        waiter._hasItem = true;
        return waiter;
    }

    /// <summary>A waiter that only wants to know when there is room.</summary>
    public static SendWaiter<T> Rent(CancellationToken cancellationToken)
    {
        SendWaiter<T> waiter = SendWaiterPool<T>.Take() ?? new SendWaiter<T>();
        waiter._cancellationToken = cancellationToken;
        return waiter;
    }

    /// <summary>Starts to listen to the token. Call after <see cref="Task"/> was read and before the waiter goes onto the stack.</summary>
    public void ObserveCancellation()
    {
        if (_cancellationToken.CanBeCanceled)
        {
            _registration = _cancellationToken.UnsafeRegister(static waiter => ((SendWaiter<T>)waiter!).Cancel(), this);
        }
    }

    /// <summary>Takes the decision that this waiter goes on. Then, and only then, the caller owes it a <see cref="SetResult"/>.</summary>
    /// <param name="hasItem">Whether the waiter brings an item.</param>
    /// <param name="item">The item, when there is one.</param>
    /// <returns>False when the waiter was cancelled.</returns>
    public bool TrySettle(out bool hasItem, out T item)
    {
        hasItem = _hasItem;
        item = _item!;

        // Full fence; pairs with the exchange in Cancel: one of the two wins and sets the result.
        if (Interlocked.CompareExchange(ref _state, Settled, Waiting) != Waiting)
        {
            item = default!;
            return false;
        }
        _item = default;
        return true;
    }

    /// <summary>Lets the sender go on, on the thread pool. The waiter must not be touched afterwards: its owner may have it in use again.</summary>
    public void SetResult(bool accepted) => _core.SetResult(accepted);

    public bool GetResult(short token)
    {
        // Throws for an answer that is asked for twice, before the waiter is touched: it may be somebody else's by now. It throws for a cancelled sender too,
        // and such a waiter is never used again.
        bool accepted = _core.GetResult(token);
        Recycle();
        return accepted;
    }

    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    private void Cancel()
    {
        // Full fence; pairs with the exchange in TrySettle.
        if (Interlocked.CompareExchange(ref _state, Cancelled, Waiting) != Waiting)
        {
            return;
        }

        // The waiter may lie on the stack for as long as the client is stalled; its item must not.
        _item = default;
        _core.SetException(new OperationCanceledException(_cancellationToken));
    }

    private void Recycle()
    {
        // Unregister does not wait for a call-back that is running; when there may be one, this waiter is left to the garbage collector,
        // because the call-back could cancel whoever uses it next.
        bool listened = _cancellationToken.CanBeCanceled;
        bool reusable = (!listened || _registration.Unregister()) && Volatile.Read(ref _state) == Settled;
        _registration = default;
        _cancellationToken = default;
        if (!reusable)
        {
            return;
        }

        Next = null;
        _hasItem = false;
        _core.Reset();
        _state = Waiting;
        SendWaiterPool<T>.Return(this);
    }
}
