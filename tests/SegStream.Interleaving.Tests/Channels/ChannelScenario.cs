using SegStream.Histories;
using SegStream.Queues;
using SegStream.Scheduling;

namespace SegStream.Channels;

/// <summary>
/// Senders, and a reader that parks whenever there is nothing, on a channel that waits. A lost wake-up shows as a run in which nobody can go on; a role that two threads hold is noted; what the calls have
/// answered has to be explained by a sequential channel.
/// </summary>
/// <param name="sends">Events that each sender offers.</param>
/// <param name="awaits">Whether they wait for room.</param>
/// <param name="ends">Whether one more thread ends the channel meanwhile; else the last sender does.</param>
/// <param name="heartbeat">Whether one more thread takes the role from a parked reader now and then.</param>
internal sealed class ChannelScenario(int[] sends, bool awaits = false, bool ends = false, bool heartbeat = false) : IScenario, IChannelReaderWakeUp
{
    private const int Capacity = 2;

    private readonly StreamChannel<int> _channel = MakeWithEmptyPools();
    private readonly History _history = new(() => Run.Clock);
    private StreamChannelReader<int> _reader;
    private int _sending = sends.Length;
    private int _inRole;
    private int _parks;
    private int _wakeUps;
    private int _unparks;
    private bool _woken;
    private bool _completed;

    public IReadOnlyList<Action> Threads =>
    [
        ReadWhenWoken,
        .. Enumerable.Range(0, sends.Length).Select(sender => (Action)(() => SendAll(sender))),
        .. ends ? [() => _history.Ask(sends.Length + 1, Verb.Close, End)] : Array.Empty<Action>(),
        .. heartbeat ? [Heartbeat] : Array.Empty<Action>(),
    ];

    public void WakeUp()
    {
        _wakeUps++;
        Assert.False(_woken, "Woken twice for one park.");
        _woken = true;
    }

    public void Overflow() => Assert.Fail("This channel waits.");

    public void Check()
    {
        IReadOnlyList<Operation> calls = _history.Operations;
        Linearizability.Check(new ChannelModel(Capacity, calls, awaits), calls);
        Assert.Equal(calls.Where(call => call is { Verb: Verb.Send, Answer: nameof(SendResult.Accepted) }).Select(call => call.Argument).Order(), calls.SelectMany(call => call.Items).Order());
        Assert.True(_completed);
        Assert.Equal(_parks, _wakeUps + _unparks);
        Assert.Equal(0, _channel.WaiterCount);
    }

    // What other runs have left in the process must not decide anything in this one.
    private static StreamChannel<int> MakeWithEmptyPools()
    {
        while (SendWaiterPool<int>.Take() is not null)
        {
        }
        SlotPool<int>.Clear();
        return new StreamChannel<int>(new ChannelLimits(Capacity, Capacity, 1));
    }

    private bool End() => _channel.TryEnd(CompletionReason.Completed, null);

    private void SendAll(int sender)
    {
        for (int i = 1; i <= sends[sender]; i++)
        {
            _history.Send<SendResult>(sender + 1, (sender * 16) + i, awaits ? SendAndWait : _channel.TrySend);
        }
        if (--_sending == 0 && !ends)
        {
            _history.Ask(sender + 1, Verb.Close, End);
        }
    }

    private SendResult SendAndWait(int item)
    {
        ValueTask<bool> sending = _channel.SendAsync(item, default);
        if (!sending.IsCompleted)
        {
            Run.WaitUntil(() => sending.IsCompleted, "room");

            // Stores become visible in their order: who sees the answer sees what the thread that gave it has stored before. The answer is not one of the stores that the schedule delays.
            Participant.Current!.FlushAllStores();
        }
        return sending.GetAwaiter().GetResult() ? SendResult.Accepted : SendResult.Closed;
    }

    private void ReadWhenWoken()
    {
        _reader = _channel.TakeReader(this);
        DrainAndPark(0);
        while (!_completed)
        {
            Run.WaitUntil(() => _woken || _completed, "a wake-up");
            if (_completed)
            {
                return;
            }
            _woken = false;
            DrainAndPark(0);
        }
    }

    // Twice, so that the number of steps stays small.
    private void Heartbeat()
    {
        for (int i = 0; i < 2; i++)
        {
            Run.WaitUntil(() => _completed || _channel.HasParkedReader, "a parked reader");
            if (!_completed && _reader.Unpark())
            {
                _unparks++;
                DrainAndPark(sends.Length + 2);
            }
        }
    }

    private void DrainAndPark(int thread)
    {
        while (true)
        {
            Assert.True(++_inRole == 1, "Two threads hold the reader's role.");
            while (_history.Take(thread, () => _reader.TryRead(out int item) ? item : null) is not null)
            {
            }
            if (_history.Ask(thread, Verb.IsCompleted, () => _reader.IsCompleted))
            {
                _completed = true;
                return;
            }

            // Given away before the attempt: the next one may hold the role before it returns.
            _parks++;
            _inRole--;
            if (_reader.TryPark())
            {
                return;
            }
            _parks--;
        }
    }
}
