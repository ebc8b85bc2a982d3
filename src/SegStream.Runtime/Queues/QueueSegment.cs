namespace SegStream.Queues;

/// <summary>A run of consecutive tickets and the slots for them.</summary>
/// <remarks>
/// Segments in use tile the tickets without gap or overlap, and a spent one keeps its old <see cref="Base"/>, all of whose tickets lie before the
/// consumer's head. Therefore whoever owns a ticket that is not yet published and finds a segment whose range contains it has found the right one,
/// however the segment was reached and whether or not it was recycled on the way. This is what makes recycling safe without hazard pointers.
/// </remarks>
internal sealed class QueueSegment<T>
{
    /// <summary>What the link of a spent segment says, so that a late producer knows that it must not wait for a link there.</summary>
    public static readonly QueueSegment<T> Spent = new(slots: 0, linkOffset: -1);

    /// <summary>Stands for "no segment was needed yet". It has no slots, so every look into it takes the slow path.</summary>
    public static readonly QueueSegment<T> None = new(slots: 0, linkOffset: -1) { Next = Spent };

    /// <summary>Stands for "the queue was given up": producers that are late drop their items.</summary>
    public static readonly QueueSegment<T> Abandoned = new(slots: 0, linkOffset: -1) { Next = Spent };

    /// <summary>The slots; none once the segment has left its queue. Whoever owns a ticket of the segment that is not yet published keeps it from leaving.</summary>
    public QueueSlot<T>[] Slots;

    /// <summary>The producer that owns the slot with this offset links the next segment before it publishes.</summary>
    public readonly int LinkOffset;

    /// <summary>First ticket of the segment. Grows each time the segment is recycled.</summary>
    public long Base;

    /// <summary>The segment that follows; null until it is linked, <see cref="Spent"/> once this segment is spent.</summary>
    public QueueSegment<T>? Next;

    /// <summary>The next one in the queue's stack of spare segments.</summary>
    public QueueSegment<T>? NextSpare;

    /// <summary>Number of segments in the stack of spares from this one down.</summary>
    public int SpareDepth;

    public QueueSegment(int slots, int linkOffset)
    {
        Slots = slots == 0 ? [] : SlotPool<T>.Rent(slots);
        LinkOffset = linkOffset;
    }

    /// <summary>
    /// Whoever took the segment out of its queue: gives the slots to the pool. The segment itself is never used again, because late producers of its queue may still look at it; and that is why only
    /// slots go from one queue to another: tickets of two queues cannot be told apart.
    /// </summary>
    public void GiveSlotsBack()
    {
        QueueSlot<T>[] slots = Slots;
        Slots = [];
        if (slots.Length > 0)
        {
            SlotPool<T>.Return(slots);
        }
    }
}
