using SegStream.Queues;

namespace SegStream.Channels;

/// <summary>What a channel has beside its queue when its policy at the capacity is not to wait.</summary>
/// <remarks>
/// <para>
/// Events are taken out of the queue by one thread at a time, which has the reading turn: the reader, or a sender that found the queue full and makes room. So
/// events can be dropped from the head although the reader is stuck in a write, and nothing but the turn is needed for it.
/// </para>
/// <para>
/// A sender that does not get the turn goes on without: somebody else is at the head just now. Only when the queue has twice its limit does a sender wait: for the turn, or for
/// the sender that has claimed the oldest slot and not yet published it. Both are a few instructions from done, and to drop the new event instead would break the promise
/// that the newest arrive. So memory is bounded whatever the reader and the senders do, and nobody ever waits for the client.
/// </para>
/// </remarks>
internal sealed class ChannelOverflow<T>(OverflowPolicy policy, SegmentedQueue<T> queue, Func<T, EventKey>? keys)
{
    /// <summary>Events that a channel that coalesces holds before a sender sorts them in. A channel with few keys stays small.</summary>
    private const int UnsortedLimit = 256;

    private readonly CoalescedEvents<T>? _sorted = policy == OverflowPolicy.Coalesce
        ? new CoalescedEvents<T>(keys ?? throw new ArgumentException("Events without keys cannot be coalesced.", nameof(keys)))
        : null;

    /// <summary>For the reader, and for senders that make room.</summary>
    public ReadingTurn Turn;

    /// <summary>Events that were accepted and dropped because of the policy.</summary>
    public LossCount Losses;

    private int _capacity;
    private long _lossTold;

    /// <summary>Reader: whether its last attempt to read has found the channel completed.</summary>
    public bool WasFoundCompleted { get; set; }

    /// <summary>Reader: the losses, as its last attempt to read has found them.</summary>
    public long KnownLoss { get; set; }

    /// <summary>Reader: whether there are losses that nobody was told of.</summary>
    public bool HasUntoldLoss => KnownLoss != _lossTold;

    /// <summary>What happens at the capacity.</summary>
    public OverflowPolicy Policy => policy;

    /// <summary>Events that the channel keeps. Set before senders follow the policy.</summary>
    public int Capacity
    {
        get => Volatile.Read(ref _capacity);
        set => Volatile.Write(ref _capacity, value);
    }

    /// <summary>Events in the queue from which a sender has to make room.</summary>
    public int QueueLimit => _sorted is null ? Capacity : Math.Min(Capacity, UnsortedLimit);

    /// <summary>Any thread: events that have left the queue and are not read. Approximate for others than whoever has the turn.</summary>
    public int SortedCount => _sorted?.Count ?? 0;

    /// <summary>Reader: the number of losses that nobody was told of.</summary>
    public long TakeUntoldLoss()
    {
        long lost = KnownLoss - _lossTold;
        _lossTold = KnownLoss;
        return lost;
    }

    /// <summary>Any sender: makes room for one event. In a queue that is closed there is room: the event will be refused.</summary>
    public void MakeRoom()
    {
        int limit = QueueLimit;
        SpinWait spin = default;
        while (true)
        {
            if (Turn.TryTake())
            {
                MakeRoomInTurn(limit);
            }

            if (queue.Count < limit + (long)Capacity || queue.IsClosed)
            {
                return;
            }

            // Without the sleep of a millisecond that a spin ends in by default: whoever is waited for needs far less.
            spin.SpinOnce(sleep1Threshold: -1);
        }
    }

    /// <summary>In turn: the next event.</summary>
    public bool TryTake(out T item)
    {
        if (_sorted is null)
        {
            return queue.TryDequeue(out item);
        }

        Sort(queue.Count);
        return _sorted.TryTake(out item);
    }

    /// <summary>In turn: forgets what has left the queue and is not read.</summary>
    /// <returns>How many events that were.</returns>
    public int Clear() => _sorted?.Clear() ?? 0;

    /// <summary>In turn: gives memory back that a burst has left.</summary>
    public void Trim() => _sorted?.Trim();

    private void MakeRoomInTurn(int limit)
    {
        try
        {
            if (_sorted is null)
            {
                DropOldest(queue.Count - limit + 1);
            }
            else
            {
                Sort(queue.Count);
            }
        }
        finally
        {
            Turn.Give();
        }
    }

    // As many as there were when it began: with other senders at work the work would never end.
    private void DropOldest(long count)
    {
        long dropped = 0;
        while (dropped < count && queue.TryDequeue(out _))
        {
            dropped++;
        }
        CountLoss(dropped);
    }

    private void Sort(long count)
    {
        long dropped = 0;
        int capacity = Capacity;
        for (; count > 0 && queue.TryDequeue(out T item); count--)
        {
            dropped += _sorted!.Add(item, capacity);
        }
        CountLoss(dropped);
    }

    private void CountLoss(long dropped)
    {
        if (dropped > 0)
        {
            // Never refused: the count is closed in turn, after the last event was taken out.
            Losses.TryAdd(dropped);
        }
    }
}
