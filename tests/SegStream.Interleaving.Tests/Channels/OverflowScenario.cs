using SegStream.Scheduling;

namespace SegStream.Channels;

/// <summary>Senders and a parking reader on a channel of two events that drops: every accepted event is read, in its sender's order, or counted, and the reader is never forgotten.</summary>
internal sealed class OverflowScenario(OverflowPolicy policy, int[] sends, bool ends) : IScenario, IChannelReaderWakeUp
{
    private readonly StreamChannel<int> _channel = new(new ChannelLimits(2, 2, 1, policy), policy == OverflowPolicy.Coalesce ? static item => new EventKey(null, item % 2 == 0 ? "even" : "odd") : null);
    private readonly List<int> _read = [];
    private int _accepted;
    private int _sending = sends.Length;
    private int _parks;
    private int _wakeUps;
    private long _told;
    private long _dropped;

    public IReadOnlyList<Action> Threads =>
    [
        Read,
        .. Enumerable.Range(0, sends.Length).Select(sender => (Action)(() => Send(sender))),
        .. ends ? [() => _channel.TryEnd(CompletionReason.Completed, null)] : Array.Empty<Action>(),
    ];

    public void WakeUp() => _wakeUps++;

    public void Overflow()
    {
    }

    public void Check()
    {
        Assert.Equal(_accepted, _read.Count + _dropped);
        Assert.Equal(_dropped, _told);
        Assert.Equal(_parks, _wakeUps);

        // Where events are replaced in place, the order is kept among those of a key.
        int keys = policy == OverflowPolicy.Coalesce ? 2 : 1;
        Assert.All(_read.GroupBy(item => (item / 16, item % keys)), group => Assert.Equal(group.Order(), group));
    }

    private void Send(int sender)
    {
        for (int i = 1; i <= sends[sender] && _channel.TrySend((sender * 16) + i) == SendResult.Accepted; i++)
        {
            _accepted++;
        }
        if (--_sending == 0 && !ends)
        {
            _channel.TryEnd(CompletionReason.Completed, null);
        }
    }

    private void Read()
    {
        StreamChannelReader<int> reader = _channel.TakeReader(this);
        while (true)
        {
            while (reader.TryRead(out int item))
            {
                _read.Add(item);
                _told += reader.TakeLoss();
            }
            _told += reader.TakeLoss();
            if (reader.IsCompleted)
            {
                _dropped = reader.Discard();
                return;
            }
            _parks++;
            if (reader.TryPark())
            {
                Run.WaitUntil(() => _wakeUps == _parks, "a wake-up");
            }
            else
            {
                _parks--;
            }
        }
    }
}
