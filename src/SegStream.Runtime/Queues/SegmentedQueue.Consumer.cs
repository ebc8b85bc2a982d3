using System.Runtime.CompilerServices;

namespace SegStream.Queues;

internal sealed partial class SegmentedQueue<T>
{
    /// <summary>Consumer: whether an item can be dequeued now. A slot that is claimed and not yet published counts as not there.</summary>
    public bool HasItems => IsPublished(_next);

    /// <summary>Consumer: the opposite of <see cref="HasItems"/>.</summary>
    public bool IsEmpty => !HasItems;

    /// <summary>Consumer: whether the queue is closed and everything that was accepted has been dequeued or given up.</summary>
    public bool IsCompleted => IsCompletedAt(_next);

    /// <summary>Consumer: takes the oldest item.</summary>
    /// <returns>False when there is none, or the oldest is claimed and not yet published.</returns>
    public bool TryDequeue(out T item)
    {
        // Acquire; pairs with the exchange in HeadSegmentOrFirst.
        QueueSegment<T> segment = Volatile.Read(ref _headSegment);
        long head = _next;
        QueueSlot<T>[] slots = segment.Slots;
        int offset = (int)(head - segment.Base);
        if ((uint)offset >= (uint)slots.Length)
        {
            item = default!;
            return false;
        }

        ref QueueSlot<T> slot = ref slots[offset];

        // Acquire; pairs with the release in Publish.
        if (Volatile.Read(ref slot.Sequence) != head + 1)
        {
            item = default!;
            return false;
        }

        item = slot.Item!;
        Clear(ref slot);
        if (offset + 1 == slots.Length)
        {
            Advance(segment);
        }

        _next = head + 1;

        // Release: producers that see the room see a slot that is done with. Pairs with the reads in Count, HeadTicket and Link.
        Volatile.Write(ref _head, head + 1);
        return true;
    }

    /// <summary>Consumer: takes as many of the oldest items as there are and fit.</summary>
    /// <returns>The number of items written to <paramref name="destination"/>; 0 when there is none, or the oldest is not yet published.</returns>
    public int Dequeue(Span<T> destination)
    {
        // Acquire; pairs with the exchange in HeadSegmentOrFirst.
        QueueSegment<T> segment = Volatile.Read(ref _headSegment);
        long head = _next;
        int taken = 0;
        while (taken < destination.Length)
        {
            int offset = (int)(head - segment.Base);
            if ((uint)offset >= (uint)segment.Slots.Length)
            {
                break;
            }

            Span<QueueSlot<T>> slots = segment.Slots.AsSpan(offset);
            int run = TakePublished(slots, head, destination[taken..]);
            head += run;
            taken += run;
            if (run < slots.Length)
            {
                break;
            }
            segment = Advance(segment);
        }

        if (taken > 0)
        {
            _next = head;

            // Release, once per batch: each store costs the producers that look at it a cache miss. Pairs with the reads in Count, HeadTicket and Link.
            Volatile.Write(ref _head, head);
        }
        return taken;
    }

    /// <summary>
    /// Consumer: gives up everything that is still queued in a closed queue and lets go of all segments. Items that a late producer has claimed
    /// and not yet published are dropped by that producer.
    /// </summary>
    /// <returns>The number of accepted items that were given up.</returns>
    /// <exception cref="InvalidOperationException">The queue is not closed.</exception>
    public long Abandon()
    {
        if (!IsClosed)
        {
            throw new InvalidOperationException("Only a closed queue can be given up.");
        }

        // Acquire; pairs with the release in Close, which is at most a store away.
        SpinWait spin = default;
        long final;
        while ((final = Volatile.Read(ref _finalTail)) < 0)
        {
            spin.SpinOnce();
        }

        long dropped = final - _next;

        // Head segment before hint: a late producer that finds nothing at the hint must not be able to start from the head again. Full fences;
        // they pair with the exchanges in HeadSegmentOrFirst and Find, which fail from here on.
        QueueSegment<T> first = Interlocked.Exchange(ref _headSegment, QueueSegment<T>.Abandoned);
        Interlocked.Exchange(ref _hint, QueueSegment<T>.Abandoned);
        Trim();
        if (dropped == 0)
        {
            GiveBackAll(first);
        }
        _next = final;

        // Release; pairs with the reads in Count and HeadTicket.
        Volatile.Write(ref _head, final);
        return dropped;
    }

    /// <summary>Consumer: lets go of the segments that are kept for reuse. For a queue that has become quiet.</summary>
    public void Trim()
    {
        // Full fence; pairs with the exchanges in Spare and TakeSpare. What an appender has just taken off is not in the stack any more.
        QueueSegment<T>? segment = Interlocked.Exchange(ref _spares, null);
        while (segment is not null)
        {
            QueueSegment<T>? next = segment.NextSpare;
            Poison.Check(segment.Slots);
            segment.GiveSlotsBack();
            segment = next;
        }
    }

    /// <summary>
    /// Any thread: whether the item with this ticket, which has to be the consumer's next or one before it, is there to be taken.
    /// The answer is no for an item that is already taken.
    /// </summary>
    internal bool IsPublished(long ticket)
    {
        // Acquire; pairs with the exchange in HeadSegmentOrFirst and the release in Advance.
        QueueSegment<T> segment = Volatile.Read(ref _headSegment);
        QueueSlot<T>[] slots = segment.Slots;
        ulong offset = (ulong)(ticket - Volatile.Read(ref segment.Base));

        // Acquire; pairs with the release in Publish.
        return offset < (ulong)slots.Length && Volatile.Read(ref slots[offset].Sequence) == ticket + 1;
    }

    /// <summary>Any thread: whether the queue is closed and the given ticket is the first that was refused.</summary>
    internal bool IsCompletedAt(long ticket)
    {
        // Acquire; pairs with the release in Close.
        return Volatile.Read(ref _finalTail) == ticket;
    }

    private static int TakePublished(Span<QueueSlot<T>> slots, long head, Span<T> destination)
    {
        int limit = Math.Min(slots.Length, destination.Length);
        slots = slots[..limit];
        destination = destination[..limit];
        for (int i = 0; i < slots.Length && i < destination.Length; i++)
        {
            ref QueueSlot<T> slot = ref slots[i];

            // Acquire; pairs with the release in Publish.
            if (Volatile.Read(ref slot.Sequence) != head + i + 1)
            {
                return i;
            }
            destination[i] = slot.Item!;
            Clear(ref slot);
        }
        return limit;
    }

    /// <summary>A taken item must not stay reachable from the queue.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Clear(ref QueueSlot<T> slot)
    {
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
        {
            slot.Item = default;
        }
    }

    private QueueSegment<T> Advance(QueueSegment<T> spent)
    {
        // Acquire; pairs with the release in Link. Never null: the link was made before its slot was published, and that slot was taken.
        QueueSegment<T> next = Volatile.Read(ref spent.Next)!;

        // Release; pairs with the acquire in HeadSegmentOrFirst.
        Volatile.Write(ref _headSegment, next);
        Spare(spent);
        return next;
    }

    // Nobody owns a ticket any more, so nobody writes to the segments: the one in use, and the next where its link was made already. Where items are given up, their senders may be late.
    private static void GiveBackAll(QueueSegment<T> first)
    {
        QueueSegment<T>? segment = first;
        while (segment is { Slots.Length: > 0 })
        {
            QueueSegment<T>? next = segment.Next;
            segment.GiveSlotsBack();
            segment = next;
        }
    }

    private void Spare(QueueSegment<T> spent)
    {
        Poison.FillSpent(spent);

        // Release; pairs with the acquire in Find. A spent segment must not lead to live ones: dropped in an old generation it would keep them
        // from being collected.
        Volatile.Write(ref spent.Next, QueueSegment<T>.Spent);
        QueueSegment<T>? top = Volatile.Read(ref _spares);
        while (true)
        {
            int depth = top is null ? 1 : top.SpareDepth + 1;
            if (depth > MaxSpares)
            {
                spent.GiveSlotsBack();
                return;
            }
            spent.NextSpare = top;
            spent.SpareDepth = depth;

            // Full fence; pairs with TakeSpare and Trim.
            QueueSegment<T>? seen = Interlocked.CompareExchange(ref _spares, spent, top);
            if (ReferenceEquals(seen, top))
            {
                return;
            }
            top = seen;
        }
    }
}
