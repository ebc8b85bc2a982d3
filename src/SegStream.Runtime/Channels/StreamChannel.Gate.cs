using System.Runtime.CompilerServices;

namespace SegStream.Channels;

internal sealed partial class StreamChannel<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool MustWait(long tail) =>
        // A limit that is out of date is one that was in force a moment ago, see Configure. The stack without a fence: who misses a waiter here overtakes it once.
        !HasRoom(tail, Volatile.Read(ref _highWatermark)) || Volatile.Read(ref _waiters) is not null;

    // Exact where it has to be: after the fences in Wait and Configure, and in TryEnd.
    private bool IsLow => _queue.Count <= Volatile.Read(ref _lowWatermark);

    /// <summary>Waiters on the stack, with those that are cancelled and not yet dropped. Exact only while nothing moves; for tests.</summary>
    internal int WaiterCount
    {
        get
        {
            int count = 0;
            for (SendWaiter<T>? waiter = Volatile.Read(ref _waiters); waiter is not null; waiter = waiter.Next)
            {
                count++;
            }
            return count;
        }
    }

    /// <summary>Puts a waiter onto the stack, and takes it off again if that is not needed any more.</summary>
    internal ValueTask<bool> Wait(SendWaiter<T> waiter)
    {
        ValueTask<bool> task = waiter.Task;
        waiter.ObserveCancellation();
        if (!waiter.IsCancelled && Push(waiter))
        {
            // The reader stores its progress and then looks for waiters, without a fence, because it does so for every batch and this is rare.
            // Instead the one that makes the stack non-empty fences all threads: afterwards either the reader's progress is visible here, or the
            // waiter is visible to the reader. Those who join a stack that is not empty share its first one's fate.
            Interlocked.MemoryBarrierProcessWide();
            if (HasEnded)
            {
                ReleaseWaiters();
            }
            else
            {
                ReleaseWaitersIfLow();
            }
        }
        return task;
    }

    /// <returns>True when the stack was empty.</returns>
    private bool Push(SendWaiter<T> waiter)
    {
        SendWaiter<T>? top = Volatile.Read(ref _waiters);
        while (true)
        {
            // Cancelled waiters at the top are dropped on the way, so that a sender that tries again and again with a time-out while the client is
            // stalled does not pile them up. They are never used again: if the top is a cancelled one and the exchange succeeds, nothing below it has moved.
            SendWaiter<T>? below = top;
            while (below is not null && below.IsCancelled)
            {
                below = below.Next;
            }
            waiter.Next = below;

            // Full fence; pairs with the exchange in ReleaseWaiters and with those in TryEnd and Configure.
            SendWaiter<T>? seen = Interlocked.CompareExchange(ref _waiters, waiter, top);
            if (ReferenceEquals(seen, top))
            {
                return top is null;
            }
            top = seen;
        }
    }

    /// <summary>Any thread: lets the waiting senders go on if the queue has fallen to the low watermark.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void ReleaseWaitersIfLow()
    {
        if (Volatile.Read(ref _waiters) is not null && IsLow)
        {
            ReleaseWaiters();
        }
    }

    /// <summary>Any thread: queues the items of all waiting senders, oldest first, and lets the senders go on. In an ended channel they are refused.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ReleaseWaiters()
    {
        // Full fence; each waiter is taken off by one thread. Pairs with Push.
        SendWaiter<T>? waiter = Reverse(Interlocked.Exchange(ref _waiters, null));
        while (waiter is not null)
        {
            SendWaiter<T>? next = waiter.Next;
            if (waiter.TrySettle(out bool hasItem, out T item))
            {
                waiter.SetResult(hasItem ? Admit(item) : IsOpen);
            }
            waiter = next;
        }
        WakeReaderIfParked();
    }

    private static SendWaiter<T>? Reverse(SendWaiter<T>? newest)
    {
        SendWaiter<T>? oldest = null;
        while (newest is not null)
        {
            SendWaiter<T>? next = newest.Next;
            newest.Next = oldest;
            oldest = newest;
            newest = next;
        }
        return oldest;
    }
}
