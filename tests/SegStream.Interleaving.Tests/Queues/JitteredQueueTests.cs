using SegStream.Histories;
using SegStream.Scheduling;

namespace SegStream.Queues;

/// <summary>Real threads that lose their core, or a little time, at random places between claim, publish, append and retire.</summary>
public sealed class JitteredQueueTests
{
    [Theory]
    [InlineData(2, 2)]
    [InlineData(3, 4)]
    [InlineData(4, 8)]
    public void Nothing_is_lost_doubled_or_reordered_in_tiny_segments(int producers, int slots)
    {
        int perProducer = Watchdog.Scaled(60_000, 3_000_000) / producers;
        int seed = Random.Shared.Next();
        var queue = new SegmentedQueue<int>(slots, slots);
        Action<CancellationToken> consume = stop =>
        {
            int[] next = new int[producers];
            int[] batch = new int[5];
            for (int left = producers * perProducer; left > 0;)
            {
                stop.ThrowIfCancellationRequested();
                int taken = left % 3 == 0 && queue.TryDequeue(out batch[0]) ? 1 : queue.Dequeue(batch);
                foreach (int item in batch.AsSpan(0, taken))
                {
                    Assert.Equal(next[item % producers]++, item / producers);
                }
                left -= taken;
            }
            Assert.True(queue.IsEmpty);
        };
        Watchdog.Run($"seed {seed}", [.. Enumerable.Range(0, producers).Select(producer => Jittered(producer, seed, _ => Produce(producer))), Jittered(producers, seed, consume)]);

        void Produce(int producer)
        {
            for (int i = 0; i < perProducer; i++)
            {
                Assert.True(queue.TryEnqueue((i * producers) + producer));
            }
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    public void Small_histories_of_real_threads_are_explained_by_a_sequential_queue(int slots)
    {
        int rounds = Watchdog.Scaled(400, 20_000);
        int seed = Random.Shared.Next();
        var queue = new SegmentedQueue<int>(slots, slots);
        History history = History.OfRealThreads();
        int round = 0;
        using var barrier = new Barrier(4, _ =>
        {
            Linearizability.Check(new QueueModel(), history.Operations);
            queue = new SegmentedQueue<int>(slots, slots);
            history = History.OfRealThreads();
            round++;
        });
        Watchdog.Run($"seed {seed}", Rounds(0, Send), Rounds(1, Send), Rounds(2, Take), Rounds(3, _ => history.Ask(3, Verb.Close, queue.Close)));

        Action<CancellationToken> Rounds(int thread, Action<int> part) => Jittered(thread, seed, stop =>
        {
            while (round < rounds)
            {
                part(thread);
                barrier.SignalAndWait(stop);
            }
        });

        void Send(int thread)
        {
            for (int i = 1; i <= 4; i++)
            {
                history.Send(thread, (thread * 16) + i, queue.TryEnqueue);
            }
        }

        void Take(int thread)
        {
            for (int i = 0; i < 6; i++)
            {
                history.Take(thread, () => queue.TryDequeue(out int item) ? item : null);
                history.TakeMany(thread, 2, batch => queue.Dequeue(batch));
            }
        }
    }

    private static Action<CancellationToken> Jittered(int number, int seed, Action<CancellationToken> body) =>
        stop => new JitteredThread(number, seed, oneIn: 16).Run(() => body(stop));
}
