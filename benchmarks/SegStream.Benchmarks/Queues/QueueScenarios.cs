using System.Diagnostics;

namespace SegStream.Benchmarks.Queues;

/// <summary>What is done with a queue. Every method returns how long the measured part took.</summary>
internal static class QueueScenarios
{
    private const int DrainBatch = 256;

    /// <summary>Items that a sender takes at a time from what is left.</summary>
    private const int Portion = 500;

    private static readonly object Item = new();

    /// <summary>One thread: an item in, an item out.</summary>
    public static Timing Pairs<TQueue>(TQueue queue, int items)
        where TQueue : struct, IQueueUnderTest
    {
        var started = Stopwatch.GetTimestamp();
        for (var index = 0; index < items; index++)
        {
            queue.TryEnqueue(Item);
            queue.TryDequeue(out _);
        }

        return Timing.Alone(Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    /// <summary>Emptying a full queue; filling it is not measured.</summary>
    public static Timing DrainOnly<TQueue>(TQueue queue, int items)
        where TQueue : struct, IQueueUnderTest
    {
        for (var index = 0; index < items; index++)
        {
            queue.TryEnqueue(Item);
        }

        var batch = new object[DrainBatch];
        var started = Stopwatch.GetTimestamp();
        DrainAll(queue, batch);
        return Timing.Alone(Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    /// <summary>Senders that fight for the tail; nobody reads meanwhile, and emptying the queue is not measured.</summary>
    public static Timing ContendedSends<TQueue>(TQueue queue, int items, SenderThreads senders)
        where TQueue : struct, IQueueUnderTest
    {
        var each = items / senders.Count;
        var timing = senders.Run(() =>
        {
            for (var index = 0; index < each; index++)
            {
                queue.TryEnqueue(Item);
            }
        });
        DrainAll(queue, new object[DrainBatch]);
        return timing;
    }

    /// <summary>
    /// Senders and the reader at the same time, everybody flat out; whoever cannot go on spins, then yields. The senders take portions from what is left to be sent: with a fixed share for each, the one that
    /// was held up would send the rest alone, and the end of the call would be that of another scenario.
    /// </summary>
    public static Timing FlatOut<TQueue>(TQueue queue, int items, SenderThreads senders)
        where TQueue : struct, IQueueUnderTest
    {
        var portions = items / Portion;
        var taken = 0;
        var least = portions;
        var timing = senders.Run(
            () =>
            {
                var own = 0;
                for (; Interlocked.Increment(ref taken) <= portions; own++)
                {
                    SendPortion(queue);
                }

                lock (senders)
                {
                    least = Math.Min(least, own);
                }
            },
            () => Receive(queue, portions * Portion));

        // Three threads on two cores: a call in which one sender sent next to nothing shows the other one alone.
        return least * senders.Count * 10 >= portions ? timing : timing.AsDisturbed();
    }

    private static void SendPortion<TQueue>(TQueue queue)
        where TQueue : struct, IQueueUnderTest
    {
        var wait = default(SpinWait);
        for (var sent = 0; sent < Portion;)
        {
            if (queue.TryEnqueue(Item))
            {
                sent++;
            }
            else
            {
                wait.SpinOnce(sleep1Threshold: -1);
            }
        }
    }

    private static void Receive<TQueue>(TQueue queue, int items)
        where TQueue : struct, IQueueUnderTest
    {
        var batch = new object[DrainBatch];
        var wait = default(SpinWait);
        for (var left = items; left > 0;)
        {
            var taken = queue.Drain(batch);
            left -= taken;
            if (taken == 0)
            {
                wait.SpinOnce(sleep1Threshold: -1);
            }
        }
    }

    private static void DrainAll<TQueue>(TQueue queue, object[] batch)
        where TQueue : struct, IQueueUnderTest
    {
        while (queue.Drain(batch) > 0)
        {
        }
    }
}
