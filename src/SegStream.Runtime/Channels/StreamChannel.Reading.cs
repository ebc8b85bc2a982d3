namespace SegStream.Channels;

internal sealed partial class StreamChannel<T>
{
    /// <summary>Reader: after each attempt to read.</summary>
    internal void AfterRead()
    {
        ReleaseWaitersIfLow();
        if (_queue.IsCompleted)
        {
            LetGo();
        }
    }

    /// <summary>Reader: after each attempt to read in a channel where nobody waits.</summary>
    internal void LetGoIfCompleted()
    {
        if (_queue.IsCompleted)
        {
            LetGo();
        }
    }

    /// <summary>Reader: sets the flag that senders look at.</summary>
    /// <returns>False when there is something to do; then no wake-up will come for this park.</returns>
    internal bool TryPark()
    {
        // Numbered, so that a check that is late does not take back a later park. 0 means "not parked".
        int park = _park == int.MaxValue ? 1 : _park + 1;
        _park = park;
        return TryPark(park);
    }

    /// <summary>The same with a number, never 0, that the caller has chosen.</summary>
    internal bool TryPark(int park)
    {
        // Exact without a fence, see Wait. Where there is a policy nobody waits, and the reading turn that the caller has then must not be asked for again.
        if (_overflow is null)
        {
            ReleaseWaitersIfLow();
        }

        // From the exchange on, a sender may take the flag and somebody else be the reader: nothing of the reader's may be touched below,
        // only the ticket number noted here is compared.
        long head = _queue.HeadTicket;

        // Full fence; pairs with the increment that takes a ticket: a sender whose ticket is not in the tail read below sees the flag.
        Interlocked.Exchange(ref _parked, park);
        if (_queue.TailTicket == head)
        {
            return true;
        }
        return !HasWork(park, head) || !TakeBack(park);
    }

    /// <summary>Takes the flag away from the senders.</summary>
    /// <returns>False when a sender was first: its wake-up has come or will come.</returns>
    internal bool TakeBack(int park) => Interlocked.CompareExchange(ref _parked, 0, park) == park;

    /// <summary>Takes the flag of whichever park is current.</summary>
    /// <returns>False when none is, or a sender was first.</returns>
    internal bool TakeBack() => Interlocked.Exchange(ref _parked, 0) != 0;

    /// <summary>Any thread: ends a channel that nobody will read, and drops what it holds.</summary>
    /// <returns>False when it has a reader; the end is that one's business then.</returns>
    internal bool TryEndUnread(CompletionReason reason, Exception? exception, out long dropped)
    {
        dropped = 0;
        if (Interlocked.Exchange(ref _readerTaken, 1) != 0)
        {
            return false;
        }

        TryEnd(reason, exception);
        dropped = Discard();
        return true;
    }

    internal long Discard()
    {
        if (IsOpen)
        {
            throw new InvalidOperationException("Only a stream that has ended can be discarded.");
        }

        // Whoever ended the channel may not have come so far yet.
        _queue.Close();
        ReleaseWaiters();
        if (_overflow is not { } overflow)
        {
            return LetGo();
        }

        overflow.Turn.Take();
        long dropped = LetGo() + overflow.Clear() + overflow.Losses.Close();
        overflow.Turn.Give();
        return dropped;
    }

    /// <summary>
    /// A ticket was taken, or the queue closed, before the flag was set: its owner may not see the flag. Waits for it shortly; a sender that is
    /// off its core in between must not keep the reader's thread busy.
    /// </summary>
    private bool HasWork(int park, long head)
    {
        SpinWait spin = default;
        while (Volatile.Read(ref _parked) == park)
        {
            if (_queue.IsPublished(head) || _queue.IsCompletedAt(head))
            {
                return true;
            }
            if (spin.NextSpinWillYield)
            {
                // The sender stores its item and then reads the flag, without a fence between. Fencing all threads here makes it exact: either
                // the item is visible now, or the sender will read the flag later.
                Interlocked.MemoryBarrierProcessWide();
                return _queue.IsPublished(head) || _queue.IsCompletedAt(head);
            }
            spin.SpinOnce();
        }
        return false;
    }

    /// <summary>At the end of everything: a sender that somebody keeps must not keep the segments and the reader.</summary>
    private long LetGo()
    {
        long dropped = _queue.Abandon();
        Volatile.Write(ref _wakeUp, null);
        return dropped;
    }
}
