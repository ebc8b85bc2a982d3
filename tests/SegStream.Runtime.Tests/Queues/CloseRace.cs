namespace SegStream.Queues;

/// <summary>Two producers that send until they are refused, one thread that closes at a random moment, and the consumer; many times over.</summary>
internal sealed class CloseRace : IDisposable
{
    private readonly int _rounds;
    private readonly Random _random;
    private readonly Barrier _barrier;
    private SegmentedQueue<int> _queue = new(2, 4);
    private int _target = 1;
    private int _accepted;
    private long _delivered;

    public CloseRace(int rounds, int seed)
    {
        _rounds = rounds;
        _random = new Random(seed);
        _barrier = new Barrier(4, _ => CheckAndPrepare());
    }

    public void Run(string context)
    {
        Watchdog.Run(context, Rounds(Send), Rounds(Send), Rounds(Close), Rounds(Receive));
    }

    public void Dispose() => _barrier.Dispose();

    private Action<CancellationToken> Rounds(Action<int, CancellationToken> part) => stop =>
    {
        for (int round = 0; round < _rounds; round++)
        {
            _barrier.SignalAndWait(stop);
            part(round, stop);
        }
        _barrier.SignalAndWait(stop);
    };

    private void CheckAndPrepare()
    {
        Assert.True(_accepted == _delivered, $"{_accepted} accepted, {_delivered} delivered or given up in round {_barrier.CurrentPhaseNumber}.");
        (_accepted, _delivered) = (0, 0);
        _queue = new SegmentedQueue<int>(2, 4);
        _target = _random.Next(1, 500);
    }

    private void Send(int round, CancellationToken stop)
    {
        int sent = 0;
        while (_queue.TryEnqueue(sent))
        {
            sent++;
        }
        Interlocked.Add(ref _accepted, sent);
        Assert.False(_queue.TryEnqueue(-1));
    }

    private void Close(int round, CancellationToken stop)
    {
        // In the middle of the sending, whatever the scheduler does; then a little later.
        Watchdog.Until(() => _queue.TailTicket >= _target, stop, "the producers send");
        Thread.SpinWait(_target % 16);
        Assert.True(_queue.Close());
    }

    private void Receive(int round, CancellationToken stop)
    {
        int[] batch = new int[5];
        while (!_queue.IsCompleted)
        {
            int count = _queue.Dequeue(batch);
            Assert.DoesNotContain(-1, batch);
            _delivered += count;
            if (round % 4 == 3 && _queue.IsClosed)
            {
                _delivered += _queue.Abandon();
            }
            if (count == 0)
            {
                stop.ThrowIfCancellationRequested();
                Thread.Yield();
            }
        }
        Assert.False(_queue.TryDequeue(out _));
    }
}
