using SegStream.Broadcasting;

namespace SegStream.Runtime.Tests.Broadcasting;

/// <summary>Random histories of one log beside a list in which every reader's events are written down.</summary>
public sealed class FrameLogModelTests
{
    [Fact]
    public void Every_reader_gets_what_a_list_would_give_it()
    {
        var seed = Environment.TickCount;
        for (var history = 0; history < 300; history++)
        {
            Check(seed + history);
        }
    }

    private static void Check(int seed)
    {
        var random = new Random(seed);
        var log = new FrameLog(new Lock(), new PoisonedMemory());
        var sizes = new List<int>();
        var readers = new List<Reader>();
        for (var step = 0; step < 400; step++)
        {
            lock (log.Gate)
            {
                switch (random.Next(10))
                {
                    case 0:
                        readers.Add(new Reader(log, new LagLimits(random.Next(1, 60), random.Next(1, 20_000)), sizes.Count));
                        break;
                    case 1 when readers.Count > 0:
                        readers[random.Next(readers.Count)].Leave(sizes);
                        break;
                    case 2:
                        log.Sweep();
                        break;
                    case < 7:
                        for (var count = random.Next(1, 40); count > 0; count--)
                        {
                            var padding = random.Next(20) == 0 ? random.Next(100_000) : random.Next(300);
                            var frame = NumberedFrames.Make(sizes.Count, padding);
                            log.Append(frame);
                            sizes.Add(frame.Length);
                        }

                        break;
                }
            }

            if (readers.Count > 0 && random.Next(2) == 0)
            {
                readers[random.Next(readers.Count)].Read(sizes, random.Next(1, 40_000), seed);
            }
        }

        foreach (var reader in readers)
        {
            reader.Finish(sizes, random.Next(3) > 0, seed);
        }

        lock (log.Gate)
        {
            Assert.Equal((0, 0), (log.CursorCount, log.SegmentCount));
        }
    }

    private sealed class Reader
    {
        private readonly FrameLog _log;
        private readonly LagLimits _limits;
        private readonly LogCursor _cursor = new();
        private readonly int _joined;
        private int _left = int.MaxValue;
        private int _next;
        private long _delivered;
        private long _lost;
        private long _lostAtLeaving;

        public Reader(FrameLog log, LagLimits limits, int joined)
        {
            (_log, _limits, _joined, _next) = (log, limits, joined, joined);
            _cursor.Follow(log, limits);
        }

        public void Leave(List<int> sizes)
        {
            if (_left == int.MaxValue)
            {
                _next = FirstAllowed(sizes) is var first && first > _next ? Lose(first) : _next;
                _left = (int)_log.Tail;
                _cursor.TryLeave();
            }
        }

        private int Lose(int first)
        {
            _lostAtLeaving = first - _next;
            return first;
        }

        public void Read(List<int> sizes, int bytes, int seed)
        {
            var first = FirstAllowed(sizes);
            var read = NumberedFrames.ReadOnce(_cursor, bytes);
            var lost = _cursor.TakeLoss() - _lostAtLeaving;
            _lost += _lostAtLeaving;
            _lostAtLeaving = 0;
            if (_left != int.MaxValue)
            {
                // For one that has left, the log decides by itself how long it keeps what others do not need.
                Assert.True(lost >= 0, $"seed {seed}: {lost} lost");
                first = _next + (int)lost;
            }

            Assert.True(first - _next == lost, $"seed {seed}: lost {lost} instead of {first - _next}");
            Assert.True(read.SequenceEqual(Enumerable.Range(first, read.Count).Select(static number => (long)number)), $"seed {seed}: wrong events");
            Assert.True(read.Count > 0 || first >= Math.Min(_left, sizes.Count), $"seed {seed}: nothing read although there is");
            Assert.True(read.Count <= 1 || read.Sum(number => sizes[(int)number]) <= bytes, $"seed {seed}: too much read");
            _next = first + read.Count;
            _delivered += read.Count;
            _lost += lost;
        }

        public void Finish(List<int> sizes, bool readAll, int seed)
        {
            while (readAll && (_next < Math.Min(_left, sizes.Count) || _lostAtLeaving > 0))
            {
                Read(sizes, 10_000, seed);
            }

            long dropped;
            lock (_log.Gate)
            {
                dropped = _cursor.GiveUp();
            }

            Assert.True(dropped >= _lost, $"seed {seed}");
            Assert.True(_delivered + dropped == Math.Min(_left, sizes.Count) - _joined, $"seed {seed}: {_delivered} delivered and {dropped} dropped of {Math.Min(_left, sizes.Count) - _joined}");
        }

        private int FirstAllowed(List<int> sizes)
        {
            var last = Math.Min(_left, sizes.Count);
            if (_left != int.MaxValue)
            {
                return _next;
            }

            var first = Math.Max(_next, last - _limits.Events);
            long bytes = 0;
            for (var number = last - 1; number >= first; number--)
            {
                bytes += sizes[number];
                if (bytes > _limits.Bytes)
                {
                    return Math.Min(number + 1, last - 1);
                }
            }

            return first;
        }
    }
}
