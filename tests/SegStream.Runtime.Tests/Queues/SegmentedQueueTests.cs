namespace SegStream.Queues;

public sealed class SegmentedQueueTests
{
    [Fact]
    public void Items_come_out_in_the_order_they_went_in()
    {
        var queue = new SegmentedQueue<int>(2, 4);
        for (int i = 0; i < 100; i++)
        {
            Assert.True(queue.TryEnqueue(i));
        }

        for (int i = 0; i < 100; i++)
        {
            Assert.True(queue.HasItems);
            Assert.True(queue.TryDequeue(out int item));
            Assert.Equal(i, item);
        }
        Assert.True(queue.IsEmpty);
        Assert.False(queue.TryDequeue(out _));
        Assert.Equal(0, queue.Dequeue(new int[4]));
    }

    [Fact]
    public void A_batch_takes_what_is_there_across_segments()
    {
        var queue = new SegmentedQueue<int>(2, 4);
        for (int i = 0; i < 11; i++)
        {
            queue.TryEnqueue(i);
        }

        int[] batch = new int[8];
        Assert.Equal(8, queue.Dequeue(batch));
        Assert.Equal(Enumerable.Range(0, 8), batch);
        Assert.Equal(3, queue.Count);
        Assert.Equal(3, queue.Dequeue(batch));
        Assert.Equal([8, 9, 10], batch[..3]);
        Assert.Equal(0, queue.Count);
        Assert.Equal(0, queue.Dequeue([]));
    }

    [Fact]
    public void A_closed_queue_refuses_items_and_delivers_those_it_has()
    {
        var queue = new SegmentedQueue<string>();
        queue.TryEnqueue("a");
        Assert.False(queue.IsClosed);

        Assert.True(queue.Close());
        Assert.False(queue.Close());
        Assert.True(queue.IsClosed);
        Assert.False(queue.TryEnqueue("b"));
        Assert.False(queue.IsCompleted);
        Assert.Equal(1, queue.Count);

        Assert.True(queue.TryDequeue(out string item));
        Assert.Equal("a", item);
        Assert.False(queue.TryDequeue(out _));
        Assert.True(queue.IsCompleted);
        Assert.Equal(0, queue.Count);
    }

    [Fact]
    public void An_empty_queue_that_is_closed_is_completed()
    {
        var queue = new SegmentedQueue<int>();
        Assert.False(queue.IsCompleted);
        queue.Close();
        Assert.True(queue.IsCompleted);
        Assert.False(queue.HasItems);
        Assert.Equal(0, queue.Abandon());
    }

    [Fact]
    public void Giving_up_counts_what_is_left_and_needs_a_closed_queue()
    {
        var queue = new SegmentedQueue<int>(2, 2);
        for (int i = 0; i < 9; i++)
        {
            queue.TryEnqueue(i);
        }
        queue.TryDequeue(out _);
        Assert.Throws<InvalidOperationException>(() => queue.Abandon());

        queue.Close();
        queue.TryEnqueue(9);
        Assert.Equal(8, queue.Abandon());
        Assert.Equal(0, queue.Abandon());
        Assert.True(queue.IsCompleted);
        Assert.False(queue.TryDequeue(out _));
        Assert.False(queue.TryEnqueue(10));
        Assert.Equal(0, queue.Count);
    }

    [Theory]
    [InlineData(1, 256)]
    [InlineData(0, 256)]
    [InlineData(-2, 256)]
    [InlineData(3, 256)]
    [InlineData(32, 255)]
    public void A_segment_size_must_be_a_power_of_two_from_two(int first, int later) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SegmentedQueue<int>(first, later));
}
