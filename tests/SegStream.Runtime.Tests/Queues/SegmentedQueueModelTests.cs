namespace SegStream.Queues;

/// <summary>
/// Random single-threaded histories against <see cref="Queue{T}"/>. Claims are published late and out of order, so that producers
/// that are overtaken, stale hints and recycled segments occur in every combination, reproducibly.
/// </summary>
public sealed class SegmentedQueueModelTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    public void Behaves_like_a_queue_under_random_operations(int segmentSlots)
    {
        int seeds = Watchdog.Scaled(normal: 300, many: 10_000);
        Watchdog.Run($"segments of {segmentSlots}", _ =>
        {
            for (int seed = 1; seed <= seeds; seed++)
            {
                RunHistory(seed, segmentSlots);
            }
        });
    }

    private static void RunHistory(int seed, int segmentSlots)
    {
        var history = new History(seed, segmentSlots);
        try
        {
            for (int step = 0; step < 2_000; step++)
            {
                history.Step();
            }
            history.Finish();
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"Seed {seed}, segments of {segmentSlots}: {exception.Message}", exception);
        }
    }

    private sealed class History(int seed, int segmentSlots)
    {
        private readonly Random _random = new(seed);
        private readonly SegmentedQueue<string> _queue = new(segmentSlots, segmentSlots);
        private readonly Queue<long> _model = new();
        private readonly List<SlotClaim<string>> _claims = [];

        public void Step()
        {
            switch (_random.Next(10))
            {
                case 0 or 1 or 2:
                    Claim();
                    break;
                case 3 or 4 or 5:
                    PublishOne();
                    break;
                case 6 or 7:
                    TakeOne();
                    break;
                case 8:
                    TakeBatch(_random.Next(1, 3 * segmentSlots));
                    break;
                default:
                    if (_random.Next(20) == 0)
                    {
                        _queue.Trim();
                    }
                    break;
            }
            Assert.Equal(_model.Count, _queue.Count);
            Assert.Equal(Available() > 0, _queue.HasItems);
        }

        public void Finish()
        {
            Assert.True(_queue.Close());
            Assert.False(_queue.TryEnqueue("late"));
            while (_claims.Count > 0)
            {
                PublishOne();
            }
            if (_random.Next(2) == 0)
            {
                Assert.Equal(_model.Count, _queue.Abandon());
            }
            else
            {
                TakeBatch(_model.Count + 1);
            }
            Assert.True(_queue.IsCompleted);
        }

        private void Claim()
        {
            for (int count = _random.Next(1, segmentSlots); count > 0 && _claims.Count < 3 * segmentSlots; count--)
            {
                Assert.True(_queue.TryClaim(out SlotClaim<string> claim));
                _model.Enqueue(claim.Ticket);
                _claims.Add(claim);
            }
        }

        private void PublishOne()
        {
            // The one limit of the queue: an item beyond a segment whose appending producer is stalled has to wait for it. A single thread cannot.
            int[] ready = [.. Enumerable.Range(0, _claims.Count).Where(i => !_claims.Exists(other => HoldsUp(other.Ticket, _claims[i].Ticket)))];
            if (ready.Length > 0)
            {
                int index = ready[_random.Next(ready.Length)];
                _queue.Publish(_claims[index], Name(_claims[index].Ticket));
                _claims.RemoveAt(index);
            }
        }

        private bool HoldsUp(long other, long ticket) =>
            other / segmentSlots < ticket / segmentSlots && (other % segmentSlots == 0 || other % segmentSlots == segmentSlots / 2);

        private void TakeOne()
        {
            bool expected = Available() > 0;
            Assert.Equal(expected, _queue.TryDequeue(out string item));
            if (expected)
            {
                Assert.Equal(Name(_model.Dequeue()), item);
            }
        }

        private void TakeBatch(int size)
        {
            string[] batch = new string[size];
            int expected = Math.Min(size, Available());
            Assert.Equal(expected, _queue.Dequeue(batch));
            for (int i = 0; i < expected; i++)
            {
                Assert.Equal(Name(_model.Dequeue()), batch[i]);
            }
        }

        private int Available() => _claims.Count == 0 ? _model.Count : (int)(_claims.Min(claim => claim.Ticket) - FirstTicket());

        private long FirstTicket() => _model.TryPeek(out long first) ? first : _claims.Min(claim => claim.Ticket);

        private static string Name(long ticket) => $"item {ticket}";
    }
}
