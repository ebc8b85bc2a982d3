namespace SegStream.Queues;

/// <summary>What one queue needed for a burst serves the next one. Each test has an item type, and so a pool, of its own.</summary>
public sealed class SlotPoolTests
{
    [Fact]
    public void Slots_that_a_queue_gives_back_serve_another_one()
    {
        var first = new SegmentedQueue<Shared>(4, 4);
        first.TryEnqueue(new Shared());
        first.TryClaim(out SlotClaim<Shared> claim);
        first.Publish(claim, new Shared());
        QueueSlot<Shared>[] slots = claim.Hint.Slots;
        Fill(first, 10);
        Drain(first);
        first.Trim();
        Assert.Empty(claim.Hint.Slots);

        var second = new SegmentedQueue<Shared>(4, 4);
        Assert.True(UsesWhileFilling(second, slots), "The slots did not come from the pool.");
    }

    [Fact]
    public void A_queue_that_is_completed_gives_everything_back()
    {
        var queue = new SegmentedQueue<Completed>(4, 4);
        queue.TryEnqueue(new Completed());
        queue.TryClaim(out SlotClaim<Completed> claim);
        queue.Publish(claim, new Completed());
        QueueSegment<Completed> inUse = claim.Hint;
        Drain(queue);
        Assert.NotEmpty(inUse.Slots);

        queue.Close();
        Assert.Equal(0, queue.Abandon());
        Assert.Empty(inUse.Slots);
    }

    [Fact]
    public void A_queue_that_is_given_up_with_items_keeps_its_slots_from_the_pool_because_their_senders_may_be_late()
    {
        var queue = new SegmentedQueue<GivenUp>(4, 4);
        queue.TryEnqueue(new GivenUp());
        queue.TryClaim(out SlotClaim<GivenUp> late);
        queue.Close();
        Assert.Equal(2, queue.Abandon());
        Assert.NotEmpty(late.Hint.Slots);
        queue.Publish(late, new GivenUp());

        QueueSlot<GivenUp>[] other = SlotPool<GivenUp>.Rent(4);
        Assert.NotSame(late.Hint.Slots, other);
    }

    [Fact]
    public void Short_streams_one_after_the_other_allocate_no_slots()
    {
        Burst();
        Burst();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            Burst();
        }

        // The queue and its segments without slots: 3,000 items alone are 48 KB.
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 100, 0, 3_000);

        static void Burst()
        {
            var queue = new SegmentedQueue<object>();
            for (int i = 0; i < 3_000; i++)
            {
                queue.TryEnqueue(queue);
            }
            Drain(queue);
            queue.Close();
            queue.Abandon();
        }
    }

    [Fact]
    public void Slots_go_from_thread_to_thread_and_are_never_had_by_two()
    {
        int rounds = Watchdog.Scaled(20_000, 1_000_000);
        Action<CancellationToken> rentAndReturn = _ =>
        {
            for (int i = 0; i < rounds; i++)
            {
                QueueSlot<int>[] slots = SlotPool<int>.Rent(16);
                Assert.Equal(0, slots[7].Item);
                slots[7].Item = 1;
                Thread.SpinWait(i % 8);
                slots[7].Item--;
                SlotPool<int>.Return(slots);
            }
        };
        Watchdog.Run("slots", rentAndReturn, rentAndReturn, rentAndReturn);
    }

    private static void Fill<T>(SegmentedQueue<T> queue, int count)
        where T : new()
    {
        for (int i = 0; i < count; i++)
        {
            queue.TryEnqueue(new T());
        }
    }

    private static void Drain<T>(SegmentedQueue<T> queue)
    {
        while (queue.TryDequeue(out _))
        {
        }
    }

    private static bool UsesWhileFilling(SegmentedQueue<Shared> queue, QueueSlot<Shared>[] slots)
    {
        bool uses = false;
        for (int i = 0; i < 100; i++)
        {
            queue.TryClaim(out SlotClaim<Shared> claim);
            queue.Publish(claim, new Shared());
            uses |= ReferenceEquals(claim.Hint.Slots, slots);
        }
        return uses;
    }

    private sealed class Shared;

    private sealed class Completed;

    private sealed class GivenUp;
}
