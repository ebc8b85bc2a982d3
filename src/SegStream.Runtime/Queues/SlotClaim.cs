namespace SegStream.Queues;

/// <summary>A ticket that a producer has taken and must publish.</summary>
/// <param name="Ticket">The item's place in the order of delivery.</param>
/// <param name="Hint">A segment from which the ticket's own can be reached, unless it was recycled meanwhile.</param>
internal readonly record struct SlotClaim<T>(long Ticket, QueueSegment<T> Hint);
