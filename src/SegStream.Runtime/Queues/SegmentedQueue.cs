using System.Numerics;
using System.Runtime.CompilerServices;

namespace SegStream.Queues;

/// <summary>
/// An unbounded first-in-first-out queue for many producers and one consumer, in linked segments of slots that are recycled.
/// </summary>
/// <remarks>
/// <para>
/// A producer takes a ticket with one atomic operation, writes its item into the ticket's slot and publishes it. The order of the tickets is the order
/// of delivery. The consumer uses no interlocked operation per item and publishes its progress once per batch.
/// </para>
/// <para>
/// What holds, exactly. Producers take no lock. An enqueue into a segment that is there ends within a bounded number of the producer's own steps, whatever the others do (a ticket takes one exchange and, when another producer
/// was first, a pause of fixed length and one addition), except for the exchanges on the hint and on the spare
/// segments, once per segment, which are tried again only when another thread has succeeded. One that is stalled does not stop the others from enqueueing, with one exception: the producer
/// that owns a segment's link slot (the first slot; in the queue's first segment the middle one) appends the next segment, and while it is
/// stalled the others go on until the rest of that segment is full and then spin; so the queue as a whole is not lock-free in the strict sense. The consumer never waits, with one exception: <see cref="Abandon"/>
/// waits for the one store that a running <see cref="Close"/> has left to do. But an item that is claimed and not yet published hides all later ones, because delivery is in the order of the tickets. All
/// of this is shown by tests/SegStream.Interleaving.Tests and SegmentedQueueStallTests.
/// </para>
/// <para>
/// The close is the sign bit of the ticket counter. So it has one exact place among the tickets: what was claimed before it is accepted and
/// will be delivered, what comes after it is refused.
/// </para>
/// <para>
/// Members are marked as for producers (any thread) or for the consumer (one thread at a time; handing the role over is the caller's business
/// and needs a happens-before edge).
/// </para>
/// </remarks>
internal sealed partial class SegmentedQueue<T> : QueueHeadLine<T>
{
    private const long ClosedBit = long.MinValue;

    /// <summary>Spent segments that the queue keeps for itself at most, four times the events of a stream's default capacity: what it needs beyond goes to the <see cref="SlotPool{T}"/>.</summary>
    private const int MaxSpares = 16;

    /// <summary>How long a producer that has lost its ticket to another one stays away, in rounds of <see cref="Thread.SpinWait"/>: some hundred nanoseconds, a few dozen sends.</summary>
    private const int ContentionPause = 16;

    /// <summary>Creates an empty queue. It allocates no segment before the first item.</summary>
    /// <param name="firstSegmentSlots">Slots of the first segment. A power of two from 2.</param>
    /// <param name="segmentSlots">Slots of a segment that is appended while the queue is deep. A power of two from 2.</param>
    /// <param name="smallSegmentSlots">Slots of a segment that is appended while the queue is shallow. A power of two from 2; 0 for as many as in the first one.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is not a power of two, or below 2.</exception>
    public SegmentedQueue(int firstSegmentSlots = 32, int segmentSlots = 256, int smallSegmentSlots = 0)
    {
        smallSegmentSlots = smallSegmentSlots == 0 ? firstSegmentSlots : smallSegmentSlots;
        ThrowUnlessSegmentSize(firstSegmentSlots, nameof(firstSegmentSlots));
        ThrowUnlessSegmentSize(smallSegmentSlots, nameof(smallSegmentSlots));
        ThrowUnlessSegmentSize(segmentSlots, nameof(segmentSlots));
        _firstSegmentSlots = firstSegmentSlots;
        _smallSegmentSlots = smallSegmentSlots;
        _segmentSlots = segmentSlots;
    }

    /// <summary>Any thread: whether the queue was closed. Items may still wait to be dequeued.</summary>
    public bool IsClosed => Volatile.Read(ref _tail) < 0;

    /// <summary>Any thread: the number of items accepted and not yet dequeued. Approximate: the consumer publishes its progress once per batch.</summary>
    public long Count
    {
        get
        {
            // Head first: it never passes the tail, so the difference is never negative.
            long head = Volatile.Read(ref _head);
            return AcceptedTickets() - head;
        }
    }

    /// <summary>Any thread: the number of tickets given out. Negative when the queue is closed. For limits that are checked before a send.</summary>
    internal long TailTicket => Volatile.Read(ref _tail);

    /// <summary>Any thread: the number of items that the consumer has taken, as last published.</summary>
    internal long HeadTicket => Volatile.Read(ref _head);

    /// <summary>Any thread: appends an item.</summary>
    /// <returns>False when the queue is closed; the item was not taken.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryEnqueue(T item) => TryEnqueue(item, TailTicket);

    /// <summary>Any thread: appends an item.</summary>
    /// <param name="item">The item.</param>
    /// <param name="seenTail">The <see cref="TailTicket"/> as the caller has just read it: looking at it again would cost a cache miss while other producers are at work.</param>
    /// <returns>False when the queue is closed; the item was not taken.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryEnqueue(T item, long seenTail)
    {
        // Before the ticket is taken: the hint is only ever set to a segment that holds a ticket already taken, so as read here it begins at or
        // before ours. Read later it could lie beyond it; segments have no way back, and the search would have to begin at the head.
        // Acquire; pairs with the exchange in Find.
        QueueSegment<T> hint = Volatile.Read(ref _hint);
        long ticket = TakeTicket(seenTail);
        if (ticket < 0)
        {
            return false;
        }
        Publish(ticket, hint, item);
        return true;
    }

    /// <summary>Any thread: closes the queue. Items accepted before stay and will be delivered.</summary>
    /// <returns>True for the call that closed it.</returns>
    public bool Close()
    {
        // Full fence, and one place in the order of the tickets; pairs with the exchange in TakeTicket and the increment in TakeTicketFoughtFor.
        long tail = Interlocked.Or(ref _tail, ClosedBit);
        if (tail < 0)
        {
            return false;
        }

        // Refused producers go on counting above the bit, so the last ticket has to be kept apart. Until this store is seen the queue counts
        // as closed and not completed. Release; pairs with the reads in AcceptedTickets and IsCompleted.
        Volatile.Write(ref _finalTail, tail);
        return true;
    }

    /// <summary>Any thread: takes the next ticket. A claim that was granted must be published.</summary>
    /// <returns>False when the queue is closed.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryClaim(out SlotClaim<T> claim)
    {
        // Acquire, and before the ticket is taken, as in TryEnqueue.
        QueueSegment<T> hint = Volatile.Read(ref _hint);
        long ticket = TakeTicket(TailTicket);
        claim = new SlotClaim<T>(ticket, hint);
        return ticket >= 0;
    }

    /// <summary>The owner of a claim: puts the item into the claimed slot and makes it visible to the consumer.</summary>
    internal void Publish(in SlotClaim<T> claim, T item) => Publish(claim.Ticket, claim.Hint, item);

    /// <summary>The next ticket; negative when the queue is closed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private long TakeTicket(long seenTail)
    {
        // Full fence. Callers rely on it: a flag that the consumer sets with a full fence before it reads the tail is either seen by a producer
        // that reads the flag after this, or the consumer sees this ticket. Pairs with the close as well: a tail with the sign bit is never exchanged.
        return seenTail < 0 || Interlocked.CompareExchange(ref _tail, seenTail + 1, seenTail) == seenTail ? seenTail : TakeTicketFoughtFor();
    }

    /// <summary>The next ticket, for a producer that has seen another one take its own.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private long TakeTicketFoughtFor()
    {
        // Two cores that take tickets in turns move the lines of the tail and of the slots for every item. The one that was late stays away for a moment, in which the other goes on
        // with both lines in its own cache; then it gets its ticket whatever the others do, and it is they who are late. Measured with two producers: a third of the time for an item.
        Thread.SpinWait(ContentionPause);

        // Full fence, as above.
        return Interlocked.Increment(ref _tail) - 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Publish(long ticket, QueueSegment<T> hint, T item)
    {
        // Acquire; pairs with the release in Link: when the range fits, the segment is the ticket's own and is ready.
        long offset = ticket - Volatile.Read(ref hint.Base);
        QueueSlot<T>[] slots = hint.Slots;
        if ((ulong)offset >= (ulong)slots.Length || (int)offset == hint.LinkOffset)
        {
            PublishSlowly(ticket, hint, item);
            return;
        }

        ref QueueSlot<T> slot = ref slots[(int)offset];
        slot.Item = item;

        // Release: the item is in the slot before the number says so; pairs with the acquire in TryDequeue, Dequeue and HasItems.
        Volatile.Write(ref slot.Sequence, ticket + 1);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void PublishSlowly(long ticket, QueueSegment<T> hint, T item)
    {
        QueueSegment<T>? segment = Find(ticket, hint);
        if (segment is null)
        {
            return;
        }

        int offset = (int)(ticket - segment.Base);
        if (offset == segment.LinkOffset)
        {
            Link(segment, ticket);
        }

        ref QueueSlot<T> slot = ref segment.Slots[offset];
        slot.Item = item;

        // Release, as in Publish; it also covers the link, so the consumer that has passed this slot can go on to the next segment.
        Volatile.Write(ref slot.Sequence, ticket + 1);
    }

    /// <summary>Tickets that were or will be published.</summary>
    private long AcceptedTickets()
    {
        long tail = Volatile.Read(ref _tail);
        if (tail >= 0)
        {
            return tail;
        }

        // Acquire; pairs with the release in Close. Between the two steps of Close the counter itself is the best answer.
        long final = Volatile.Read(ref _finalTail);
        return final >= 0 ? final : tail & ~ClosedBit;
    }

    private static void ThrowUnlessSegmentSize(int slots, string parameterName)
    {
        if (slots < 2 || !BitOperations.IsPow2(slots))
        {
            throw new ArgumentOutOfRangeException(parameterName, slots, "The size of a segment is a power of two from 2.");
        }
    }
}
