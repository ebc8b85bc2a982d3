namespace SegStream.Channels;

/// <summary>Senders on the thread pool, and a reader that parks and is woken there.</summary>
internal sealed class SendingRace : IChannelReaderWakeUp
{
    private readonly List<int> _received = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly StreamChannelReader<int> _reader;
    private int[] _batch = [];

    public SendingRace(ChannelLimits limits)
    {
        Channel = new StreamChannel<int>(limits);
        _reader = Channel.TakeReader(this);
    }

    public StreamChannel<int> Channel { get; }

    /// <summary>What a sender sent, in the order of arrival. An event is the sender's number in the low four bits, and a counter.</summary>
    public IEnumerable<int> ReceivedFrom(int sender) => _received.Where(item => (item & 15) == sender).Select(item => item >> 4);

    public void WakeUp() => ThreadPool.UnsafeQueueUserWorkItem(static race => race.Drain(), this, preferLocal: false);

    public void Overflow()
    {
    }

    public Task ReadToEnd(int batch)
    {
        _batch = new int[batch];
        WakeUp();
        return _ended.Task;
    }

    public async Task Send(int sender, int count)
    {
        for (int i = 0; i < count; i++)
        {
            Assert.True(await Channel.SendAsync((i << 4) | sender, default));
        }
    }

    public async Task<int> SendUntilRefused(int sender)
    {
        int sent = 0;
        while (await Channel.SendAsync((sent << 4) | sender, default))
        {
            sent++;
        }
        return sent;
    }

    public int TrySendUntilRefused(int sender)
    {
        int sent = 0;
        while (true)
        {
            switch (Channel.TrySend((sent << 4) | sender))
            {
                case SendResult.Accepted:
                    sent++;
                    break;
                case SendResult.Closed:
                    return sent;
                default:
                    Thread.Yield();
                    break;
            }
        }
    }

    public async Task<List<int>> SendAndCancel(int sender, int count, int seed)
    {
        var random = new Random(seed);
        var accepted = new List<int>();
        for (int i = 0; i < count; i++)
        {
            using var cancellation = new CancellationTokenSource();
            ValueTask<bool> sending = Channel.SendAsync((i << 4) | sender, cancellation.Token);
            if (random.Next(2) == 0)
            {
                Thread.SpinWait(random.Next(200));
                cancellation.Cancel();
            }
            try
            {
                Assert.True(await sending);
                accepted.Add(i);
            }
            catch (OperationCanceledException)
            {
            }
        }
        return accepted;
    }

    private void Drain()
    {
        try
        {
            do
            {
                int count;
                while ((count = _reader.Read(_batch)) > 0)
                {
                    _received.AddRange(_batch.AsSpan(0, count));
                }
                if (_reader.IsCompleted)
                {
                    _ended.SetResult();
                    return;
                }
            }
            while (!_reader.TryPark());
        }
        catch (Exception exception)
        {
            _ended.SetException(exception);
        }
    }
}
