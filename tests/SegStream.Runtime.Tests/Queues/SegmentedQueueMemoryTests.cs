using System.Runtime.CompilerServices;

namespace SegStream.Queues;

public sealed class SegmentedQueueMemoryTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(3_000)]
    public void Nothing_is_allocated_per_item_in_the_long_run(int burst)
    {
        var queue = new SegmentedQueue<string>();
        string[] batch = new string[64];
        for (int round = 0; round < 20; round++)
        {
            FillAndDrain(queue, burst, batch);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int round = 0; round < 2_000; round++)
        {
            FillAndDrain(queue, burst, batch);
        }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_queue_without_items_has_no_segment_and_a_quiet_one_a_small_one()
    {
        new SegmentedQueue<string>().TryEnqueue("warm");
        long before = GC.GetAllocatedBytesForCurrentThread();
        var queue = new SegmentedQueue<string>();
        long empty = GC.GetAllocatedBytesForCurrentThread() - before;
        queue.TryEnqueue("a");
        long started = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.InRange(empty, 1, 320);
        Assert.InRange(started, empty, empty + 640);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_taken_item_is_not_kept_alive(bool inBatches)
    {
        var queue = new SegmentedQueue<object>(4, 4);
        WeakReference[] items = EnqueueObjects(queue, 100);
        Take(queue, 99, inBatches);

        GC.Collect();
        Assert.All(items[..99], item => Assert.False(item.IsAlive));
        Assert.True(items[99].IsAlive);
        GC.KeepAlive(queue);
    }

    [Fact]
    public void A_queue_that_was_given_up_keeps_neither_items_nor_segments()
    {
        var queue = new SegmentedQueue<object>(4, 4);
        WeakReference[] items = EnqueueObjects(queue, 100);
        WeakReference segment = HintOf(queue);
        Take(queue, 50, inBatches: true);
        Assert.True(segment.IsAlive);
        queue.Close();
        queue.Abandon();

        GC.Collect();
        Assert.All(items, item => Assert.False(item.IsAlive));
        Assert.False(segment.IsAlive);
        GC.KeepAlive(queue);
    }

    [Fact]
    public void A_late_producer_does_not_bring_memory_back_into_a_queue_that_was_given_up()
    {
        var queue = new SegmentedQueue<object>(4, 4);
        EnqueueObjects(queue, 4);
        WeakReference item = PublishLate(queue);

        GC.Collect();
        Assert.False(item.IsAlive);
        Assert.False(HintOf(queue).Target is QueueSegment<object> { Slots.Length: > 0 });
        GC.KeepAlive(queue);
    }

    [Fact]
    public void Spare_segments_are_given_back_on_request()
    {
        var queue = new SegmentedQueue<object>(4, 4);
        WeakReference segment = FirstSegmentOf(queue);
        EnqueueObjects(queue, 10);
        Take(queue, 10, inBatches: true);
        queue.TryEnqueue(new object());
        GC.Collect();
        Assert.True(segment.IsAlive);

        queue.Trim();
        GC.Collect();
        Assert.False(segment.IsAlive);
        GC.KeepAlive(queue);
    }

    [Fact]
    public void A_spent_segment_does_not_lead_to_live_ones()
    {
        // In an old generation it would keep every later segment from being collected in a young one.
        var queue = new SegmentedQueue<object>(4, 4);
        EnqueueObjects(queue, 1);
        queue.TryClaim(out SlotClaim<object> claim);
        queue.Publish(claim, new object());
        EnqueueObjects(queue, 4);
        Assert.True(claim.Hint.Next!.Slots.Length > 0);
        Take(queue, 5, inBatches: true);
        Assert.Same(QueueSegment<object>.Spent, claim.Hint.Next);
    }

    private static void FillAndDrain(SegmentedQueue<string> queue, int burst, string[] batch)
    {
        for (int i = 0; i < burst; i++)
        {
            queue.TryEnqueue("x");
        }
        while (queue.Dequeue(batch) > 0)
        {
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference[] EnqueueObjects(SegmentedQueue<object> queue, int count)
    {
        var items = new WeakReference[count];
        for (int i = 0; i < count; i++)
        {
            object item = new();
            items[i] = new WeakReference(item);
            queue.TryEnqueue(item);
        }
        return items;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Take(SegmentedQueue<object> queue, int count, bool inBatches)
    {
        if (inBatches)
        {
            Assert.Equal(count, queue.Dequeue(new object[count]));
            return;
        }
        for (int i = 0; i < count; i++)
        {
            Assert.True(queue.TryDequeue(out _));
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference PublishLate(SegmentedQueue<object> queue)
    {
        object item = new();
        Assert.True(queue.TryClaim(out SlotClaim<object> late));
        queue.Close();
        queue.Abandon();
        queue.Publish(late, item);
        return new WeakReference(item);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference HintOf(SegmentedQueue<object> queue)
    {
        queue.TryClaim(out SlotClaim<object> claim);
        if (claim.Ticket >= 0)
        {
            queue.Publish(claim, new object());
        }
        return new WeakReference(claim.Hint);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference FirstSegmentOf(SegmentedQueue<object> queue)
    {
        queue.TryEnqueue(new object());
        queue.TryDequeue(out _);
        return HintOf(queue);
    }
}
