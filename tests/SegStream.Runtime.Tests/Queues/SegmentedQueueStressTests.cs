namespace SegStream.Queues;

public sealed class SegmentedQueueStressTests
{
    // Keeps a fast producer from filling the memory while the consumer is off its core.
    private const int MaxBacklog = 200_000;

    /// <summary>A hundred million items in all; with SEGSTREAM_LONG=1 a thousand million.</summary>
    [Theory]
    [InlineData(1, 32, 256, 25_000_000)]
    [InlineData(2, 32, 256, 30_000_000)]
    [InlineData(2, 2, 2, 500_000)]
    [InlineData(3, 4, 8, 2_000_000)]
    [InlineData(4, 32, 256, 20_000_000)]
    [InlineData(5, 2, 8, 500_000)]
    [InlineData(6, 8, 8, 1_000_000)]
    [InlineData(7, 8, 64, 2_000_000)]
    [InlineData(8, 32, 256, 19_000_000)]
    public void Nothing_is_lost_doubled_or_reordered(int producers, int first, int later, int items)
    {
        int perProducer = Watchdog.Scaled(items, items * 10) / producers;
        var queue = new SegmentedQueue<long>(first, later);
        Action<CancellationToken>[] bodies =
        [
            .. Enumerable.Range(0, producers).Select<int, Action<CancellationToken>>(producer => stop => Produce(queue, producer, perProducer, stop)),
            stop => Consume(queue, producers, perProducer, stop),
        ];
        Watchdog.Run($"{producers} producers, segments {first}/{later}", bodies);
    }

    [Fact]
    public void References_arrive_complete()
    {
        int perProducer = Watchdog.Scaled(500_000, 10_000_000);
        var queue = new SegmentedQueue<Tuple<int, int>>(2, 4);
        Watchdog.Run(
            "references",
            stop => ProduceTuples(0, stop),
            stop => ProduceTuples(1, stop),
            stop =>
            {
                int[] next = new int[2];
                Tuple<int, int>[] batch = new Tuple<int, int>[7];
                for (int received = 0; received < 2 * perProducer;)
                {
                    int count = queue.Dequeue(batch);
                    foreach (Tuple<int, int> item in batch.AsSpan(0, count))
                    {
                        Assert.Equal(next[item.Item1]++, item.Item2);
                    }
                    received += count;
                    Rest(count, stop);
                }
                Assert.True(queue.IsEmpty);
            });

        void ProduceTuples(int producer, CancellationToken stop)
        {
            for (int i = 0; i < perProducer; i++)
            {
                Throttle(queue.Count, i, stop);
                Assert.True(queue.TryEnqueue(Tuple.Create(producer, i)));
            }
        }
    }

    [Fact]
    public void What_is_accepted_before_the_close_is_delivered_and_nothing_else()
    {
        int rounds = Watchdog.Scaled(1_500, 100_000);
        int seed = Random.Shared.Next();
        using var race = new CloseRace(rounds, seed);
        race.Run($"seed {seed}");
    }

    private static void Produce(SegmentedQueue<long> queue, int producer, int count, CancellationToken stop)
    {
        for (int i = 0; i < count; i++)
        {
            Throttle(queue.Count, i, stop);
            queue.TryEnqueue(((long)producer << 32) | (uint)i);
        }
    }

    private static void Consume(SegmentedQueue<long> queue, int producers, int perProducer, CancellationToken stop)
    {
        int[] next = new int[producers];
        long[] batch = new long[50];
        long left = (long)producers * perProducer;
        while (left > 0)
        {
            // Both ways of reading, mixed.
            int count = left % 3 == 0 && queue.TryDequeue(out batch[0]) ? 1 : queue.Dequeue(batch);
            for (int i = 0; i < count; i++)
            {
                int producer = (int)(batch[i] >> 32);
                int number = (int)batch[i];
                if (next[producer]++ != number)
                {
                    Assert.Fail($"Producer {producer}: expected {next[producer] - 1}, got {number}.");
                }
            }
            left -= count;
            Rest(count, stop);
        }
        Assert.True(queue.IsEmpty);
        Assert.Equal(0, queue.Count);
    }

    private static void Throttle(long backlog, int i, CancellationToken stop)
    {
        if ((i & 1023) == 0 && backlog > MaxBacklog)
        {
            stop.ThrowIfCancellationRequested();
            Thread.Yield();
        }
    }

    private static void Rest(int count, CancellationToken stop)
    {
        if (count == 0)
        {
            stop.ThrowIfCancellationRequested();
            Thread.Yield();
        }
    }
}
