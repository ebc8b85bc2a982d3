namespace SegStream.Queues;

/// <summary>A producer that is stalled between taking a ticket and publishing: what the others and the consumer can do meanwhile.</summary>
public sealed class SegmentedQueueStallTests
{
    [Fact]
    public void Other_producers_go_on_while_one_is_stalled()
    {
        var queue = new SegmentedQueue<int>(4, 4);
        queue.TryEnqueue(0);
        Assert.True(queue.TryClaim(out SlotClaim<int> stalled));

        // Many segments further, from several threads.
        Watchdog.Run("others", _ => EnqueueMany(queue, 5_000), _ => EnqueueMany(queue, 5_000));

        Assert.Equal(10_002, queue.Count);
        Assert.True(queue.TryDequeue(out int first));
        Assert.Equal(0, first);
        Assert.True(queue.IsEmpty);
        Assert.Equal(0, queue.Dequeue(new int[10]));

        queue.Publish(stalled, -1);
        int[] rest = new int[10_010];
        Assert.Equal(10_001, queue.Dequeue(rest));
        Assert.Equal(-1, rest[0]);
        Assert.All(rest[1..10_001], item => Assert.Equal(1, item));
    }

    [Fact]
    public void The_rest_of_the_segment_can_be_filled_while_the_appending_producer_is_stalled()
    {
        // Ticket 2 is the link slot of the first segment of four.
        var queue = new SegmentedQueue<int>(4, 4);
        queue.TryEnqueue(0);
        queue.TryEnqueue(1);
        Assert.True(queue.TryClaim(out SlotClaim<int> appending));
        Assert.True(queue.TryEnqueue(3));
        using var started = new ManualResetEventSlim();

        Watchdog.Run(
            "appender",
            _ =>
            {
                started.Set();
                queue.TryEnqueue(4);
            },
            stop =>
            {
                started.Wait(stop);
                Watchdog.Until(() => queue.Count == 5, stop, "the next producer has its ticket");
                queue.Publish(appending, 2);
            });

        int[] all = new int[5];
        Assert.Equal(5, queue.Dequeue(all));
        Assert.Equal([0, 1, 2, 3, 4], all);
    }

    [Fact]
    public void A_stalled_producer_finds_its_slot_after_the_segment_it_started_from_was_recycled()
    {
        var queue = new SegmentedQueue<int>(4, 4);
        for (int i = 0; i < 4; i++)
        {
            queue.TryEnqueue(i);
        }

        // Both start from the first segment, but their tickets are in the second one.
        Assert.True(queue.TryClaim(out SlotClaim<int> four));
        Assert.True(queue.TryClaim(out SlotClaim<int> five));
        Assert.Equal(4, queue.Dequeue(new int[4]));
        queue.Publish(four, 4);
        for (int i = 6; i < 30; i++)
        {
            queue.TryEnqueue(i);
        }
        Assert.True(five.Hint.Base > five.Ticket, "The segment was not recycled: the test does not show what it should.");

        queue.Publish(five, 5);
        int[] rest = new int[30];
        Assert.Equal(26, queue.Dequeue(rest));
        Assert.Equal(Enumerable.Range(4, 26), rest[..26]);
    }

    public static TheoryData<int, int> Laps
    {
        get
        {
            var laps = new TheoryData<int, int>();
            foreach (int slots in (int[])[2, 4, 8])
            {
                for (int lag = 0; lag <= 4 * slots; lag++)
                {
                    laps.Add(slots, lag);
                }
            }
            return laps;
        }
    }

    /// <summary>
    /// A producer reads its hint, is stalled while every segment is recycled several times, takes its ticket from there, and is stalled again, before it publishes, while the others go on for more
    /// than two laps of all the segments that there were.
    /// </summary>
    /// <param name="slots">Slots of a segment.</param>
    /// <param name="lag">Items that go through the queue between the hint and the ticket, beside whole laps: every place in a segment that the ticket can have.</param>
    [Theory]
    [MemberData(nameof(Laps))]
    public void A_producer_that_is_stalled_for_laps_finds_its_slot(int slots, int lag)
    {
        var queue = new SegmentedQueue<long>(slots, slots);
        long sent = 0;
        long taken = 0;
        Send(3 * slots);
        Take();
        Assert.True(queue.TryClaim(out SlotClaim<long> early));
        queue.Publish(early, sent++);
        Take();
        PassThrough((6 * slots) + lag);
        Assert.True(early.Hint.Base > early.Ticket, "The hint was not recycled: the test does not show what it should.");

        // What TryClaim does with a hint that it has read before the stall.
        Assert.True(queue.TryClaim(out SlotClaim<long> ticket));
        SlotClaim<long> stalled = ticket with { Hint = early.Hint };
        bool appends = ticket.Ticket % slots == 0 || ticket.Ticket < slots;
        long mine = sent++;
        if (!appends)
        {
            Send(10 * slots);
            Assert.False(queue.TryDequeue(out _));
        }

        queue.Publish(stalled, mine);
        Take();
        PassThrough(6 * slots);

        void PassThrough(int count)
        {
            for (int i = 0; i < count; i++)
            {
                Send(1);
                Take();
            }
        }

        void Send(int count)
        {
            for (int i = 0; i < count; i++)
            {
                Assert.True(queue.TryEnqueue(sent++));
            }
        }

        void Take()
        {
            while (queue.TryDequeue(out long item))
            {
                Assert.Equal(taken++, item);
            }
            Assert.Equal(sent, taken);
        }
    }

    [Fact]
    public void A_producer_that_is_late_for_a_queue_that_was_given_up_drops_its_item()
    {
        var queue = new SegmentedQueue<object>(2, 2);
        queue.TryEnqueue(new object());
        Assert.True(queue.TryClaim(out SlotClaim<object> inUse));
        Assert.True(queue.TryClaim(out SlotClaim<object> beyond));
        queue.Close();

        Assert.False(queue.IsCompleted);
        Assert.Equal(3, queue.Abandon());
        Watchdog.Run("late", _ => queue.Publish(inUse, new object()), _ => queue.Publish(beyond, new object()));
        Assert.True(queue.IsCompleted);
        Assert.False(queue.TryDequeue(out _));
    }

    [Fact]
    public void A_producer_that_waits_for_a_segment_goes_on_when_the_queue_is_given_up()
    {
        var queue = new SegmentedQueue<int>(4, 4);
        for (int i = 0; i < 4; i++)
        {
            queue.TryEnqueue(i);
        }
        Assert.True(queue.TryClaim(out SlotClaim<int> appending));
        queue.TryEnqueue(5);
        queue.TryEnqueue(6);
        queue.TryEnqueue(7);
        Assert.True(queue.TryClaim(out SlotClaim<int> next));
        Assert.Equal(4, queue.Dequeue(new int[10]));

        queue.Close();
        Assert.Equal(5, queue.Abandon());
        Watchdog.Run("late", _ => queue.Publish(next, 8), _ => queue.Publish(appending, 4));
        Assert.True(queue.IsCompleted);
    }

    [Fact]
    public void A_claim_before_the_close_is_delivered_after_it()
    {
        var queue = new SegmentedQueue<int>();
        Assert.True(queue.TryClaim(out SlotClaim<int> claim));
        queue.Close();
        Assert.False(queue.IsCompleted);
        Assert.True(queue.IsEmpty);

        queue.Publish(claim, 7);
        Assert.True(queue.TryDequeue(out int item));
        Assert.Equal(7, item);
        Assert.True(queue.IsCompleted);
    }

    private static void EnqueueMany(SegmentedQueue<int> queue, int count)
    {
        for (int i = 0; i < count; i++)
        {
            queue.TryEnqueue(1);
        }
    }
}
