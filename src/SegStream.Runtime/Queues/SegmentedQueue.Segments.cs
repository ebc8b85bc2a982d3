namespace SegStream.Queues;

// Any producer: how the segment of a ticket is found, and how segments come to be. The consumer's half, how they go, is beside the consumer.
internal sealed partial class SegmentedQueue<T>
{
    /// <summary>Finds the segment of a ticket that its owner has not published yet; null when the queue was given up.</summary>
    private QueueSegment<T>? Find(long ticket, QueueSegment<T> hint)
    {
        QueueSegment<T> segment = hint;
        SpinWait spin = default;
        while (true)
        {
            // Acquire; pairs with the release in Link.
            long offset = ticket - Volatile.Read(ref segment.Base);
            if (offset >= 0 && offset < segment.Slots.Length)
            {
                break;
            }

            // Acquire; pairs with the release in Link.
            QueueSegment<T>? next = Volatile.Read(ref segment.Next);
            if (offset < 0 || ReferenceEquals(next, QueueSegment<T>.Spent))
            {
                // The segment was left behind, or is in use again beyond our ticket. The consumer cannot pass a ticket that is not published,
                // so its segment is at or before ours.
                segment = HeadSegmentOrFirst();
            }
            else if (next is not null)
            {
                segment = next;
            }
            else
            {
                // The appending producer has not come so far yet. Waiting here and not from the head on: a deep queue has many segments. Without the
                // sleep of a millisecond that a spin ends in by default: measured, it costs more than what it waits for.
                spin.SpinOnce(sleep1Threshold: -1);
                segment = IsAbandoned ? QueueSegment<T>.Abandoned : segment;
            }

            if (ReferenceEquals(segment, QueueSegment<T>.Abandoned))
            {
                return null;
            }
        }

        if (!ReferenceEquals(segment, hint))
        {
            // Full fence. Only over the hint that we saw: a late producer must not bring a segment back after Abandon has cleared the hint.
            Interlocked.CompareExchange(ref _hint, segment, hint);
        }
        return segment;
    }

    // A producer that should append may have found the queue given up, and then nobody appends. Pairs with the exchange in Abandon.
    private bool IsAbandoned => ReferenceEquals(Volatile.Read(ref _headSegment), QueueSegment<T>.Abandoned);

    private QueueSegment<T> HeadSegmentOrFirst()
    {
        // Acquire; pairs with the release in Advance and with the exchange below.
        QueueSegment<T> segment = Volatile.Read(ref _headSegment);
        if (!ReferenceEquals(segment, QueueSegment<T>.None))
        {
            return segment;
        }

        // Whoever comes first makes the first segment, so that nobody has to wait for the owner of ticket 0.
        var first = new QueueSegment<T>(_firstSegmentSlots, linkOffset: _firstSegmentSlots / 2);
        QueueSegment<T> seen = Interlocked.CompareExchange(ref _headSegment, first, QueueSegment<T>.None);
        return ReferenceEquals(seen, QueueSegment<T>.None) ? first : seen;
    }

    /// <summary>Appends the next segment. Only the owner of the link slot does this, before it publishes: appenders follow one another.</summary>
    private void Link(QueueSegment<T> last, long ticket)
    {
        // A queue that is being emptied as fast as it is filled stays in small segments, so that many idle streams stay small.
        int slots = ticket - Volatile.Read(ref _head) >= _smallSegmentSlots ? _segmentSlots : _smallSegmentSlots;
        QueueSegment<T>? next = TakeSpare();
        if (next is not null && next.Slots.Length < slots)
        {
            next.GiveSlotsBack();
            next = null;
        }
        if (next is null)
        {
            next = new QueueSegment<T>(slots, linkOffset: 0);
        }

        // No link before the new range: a late producer may have this segment from its former life as its hint. It must not find the range while the old link is there, because it may be the one that
        // makes the next link, and clearing it here would undo that.
        next.NextSpare = null;
        Volatile.Write(ref next.Next, null);

        // Release: late producers may still hold this segment from its former life; the moment they see the new range it has to be ready.
        // Pairs with the acquires in Publish and Find.
        Volatile.Write(ref next.Base, last.Base + last.Slots.Length);

        // Release; pairs with the acquires in Find and Advance.
        Volatile.Write(ref last.Next, next);
    }

    private QueueSegment<T>? TakeSpare()
    {
        // Acquire; pairs with the exchange in Spare. There is one appender at a time and a segment dropped by Trim never comes back,
        // so the top cannot leave and return between the read and the exchange.
        QueueSegment<T>? top = Volatile.Read(ref _spares);
        while (top is not null)
        {
            QueueSegment<T>? seen = Interlocked.CompareExchange(ref _spares, top.NextSpare, top);
            if (ReferenceEquals(seen, top))
            {
                Poison.Check(top.Slots);
                return top;
            }
            top = seen;
        }
        return null;
    }
}
