namespace SegStream.Queues;

/// <summary>One place in a segment.</summary>
internal struct QueueSlot<T>
{
    /// <summary>
    /// Ticket + 1 of the item that was published here last. Tickets are never reused, so a slot of a recycled segment
    /// needs no reset: its old number can never be the expected one again.
    /// </summary>
    public long Sequence;

    /// <summary>The item; cleared by the consumer when it takes it.</summary>
    public T? Item;
}
