using SegStream.Broadcasting;
using SegStream.Queues;

namespace SegStream.Runtime.Tests.Broadcasting;

/// <summary>Appending, reading, joining, leaving and sweeping at the same time, in memory that shows when it is read too late.</summary>
public sealed class FrameLogRaceTests
{
    [Theory]
    [InlineData(2, 200, 4_000)]
    [InlineData(4, 20, 1_000)]
    [InlineData(3, 100_000, 100_000_000)]
    public void No_reader_sees_memory_that_was_used_again_and_every_event_is_delivered_or_counted(int readers, int lagEvents, int lagBytes)
    {
        var seed = Environment.TickCount;
        var memory = new PoisonedMemory();
        var log = new FrameLog(new Lock(), memory);
        var total = Watchdog.Scaled(20_000, 2_000_000);
        var appended = false;
        var bodies = Enumerable.Range(0, readers).Select(reader => (Action<CancellationToken>)(stop => Read(new Random(seed + reader), stop)));
        Watchdog.Run($"seed {seed}", [Append, Sweep, .. bodies]);
        lock (log.Gate)
        {
            // The last events may have been appended when the last reader was gone.
            log.Sweep();
            Assert.Equal((0, 0), (log.CursorCount, log.SegmentCount));
        }

        Assert.True(memory.Returned > 0, "No memory was ever used again: the test does not show what it should.");

        void Append(CancellationToken stop)
        {
            var random = new Random(seed);
            for (var number = 0; number < total && !stop.IsCancellationRequested; number++)
            {
                var frame = NumberedFrames.Make(number, random.Next(200));
                lock (log.Gate)
                {
                    log.Append(frame);
                }

                if (number % 500 == 0)
                {
                    Thread.Sleep(0);
                }
            }

            Volatile.Write(ref appended, true);
        }

        void Sweep(CancellationToken stop)
        {
            while (!Volatile.Read(ref appended) && !stop.IsCancellationRequested)
            {
                lock (log.Gate)
                {
                    log.Sweep();
                }

                Thread.Sleep(0);
            }
        }

        void Read(Random random, CancellationToken stop)
        {
            while (!Volatile.Read(ref appended))
            {
                ReadForAWhile(random, stop);
            }
        }

        void ReadForAWhile(Random random, CancellationToken stop)
        {
            var cursor = new LogCursor();
            lock (log.Gate)
            {
                cursor.Follow(log, new LagLimits(lagEvents, lagBytes));
            }

            var joined = cursor.Position;
            var next = joined;
            long delivered = 0;
            for (var reads = random.Next(1, 2_000); reads > 0 && !stop.IsCancellationRequested; reads--)
            {
                var read = NumberedFrames.ReadOnce(cursor, random.Next(1, 5_000));
                next += cursor.TakeLoss();
                Assert.True(read.SequenceEqual(Enumerable.Range((int)next, read.Count).Select(static number => (long)number)), "Other events came than those that follow.");
                next += read.Count;
                delivered += read.Count;
                Thread.SpinWait(random.Next(300));
            }

            long left;
            lock (log.Gate)
            {
                cursor.TryLeave();
                left = log.Tail;
            }

            lock (log.Gate)
            {
                Assert.Equal(left - joined, delivered + cursor.GiveUp());
            }
        }
    }
}
