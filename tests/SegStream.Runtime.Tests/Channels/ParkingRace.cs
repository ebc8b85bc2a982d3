using SegStream.Queues;

namespace SegStream.Channels;

/// <summary>
/// Two senders, a reader that parks whenever it has read everything, and a heartbeat that takes the role from parks. Woken readers run on a thread of
/// their own. Stands still if a wake-up is lost; notes when two threads hold the reader's role.
/// </summary>
internal sealed class ParkingRace : IChannelReaderWakeUp
{
    private readonly int _itemsPerSender;
    private readonly StreamChannel<int> _channel = new(new ChannelLimits(64, 50, 5));
    private readonly StreamChannelReader<int> _reader;
    private readonly SemaphoreSlim _woken = new(0);
    private int _inRole;
    private int _read;
    private int _wakeUps;
    private int _parks;
    private int _unparks;
    private volatile bool _completed;

    public ParkingRace(int items)
    {
        _itemsPerSender = items / 2;
        _reader = _channel.TakeReader(this);
    }

    public void WakeUp()
    {
        Interlocked.Increment(ref _wakeUps);
        _woken.Release();
    }

    public void Overflow() => Assert.Fail("This channel waits.");

    public void Run()
    {
        int sending = 2;
        Watchdog.Run("parking", Send, Send, ReadWhenWoken, Heartbeat);
        Assert.Equal(2 * _itemsPerSender, _read);
        Assert.Equal(_parks, _wakeUps + _unparks);

        void Send(CancellationToken stop)
        {
            for (int i = 0; i < _itemsPerSender; i++)
            {
                Watchdog.Until(() => _channel.TrySend(i) == SendResult.Accepted, stop, "room");
                if (i % 16 == 0)
                {
                    Thread.SpinWait(i % 400);
                }
            }
            if (Interlocked.Decrement(ref sending) == 0)
            {
                _channel.TryEnd(CompletionReason.Completed, null);
            }
        }
    }

    private void ReadWhenWoken(CancellationToken stop)
    {
        DrainAndPark();
        while (!_completed)
        {
            Assert.True(_woken.Wait(Watchdog.Limit, stop), "No wake-up came.");
            if (!_completed)
            {
                DrainAndPark();
            }
        }
    }

    private void Heartbeat(CancellationToken stop)
    {
        while (!_completed)
        {
            stop.ThrowIfCancellationRequested();
            if (_reader.Unpark())
            {
                Interlocked.Increment(ref _unparks);
                DrainAndPark();
            }
            Thread.SpinWait(500);
            Thread.Yield();
        }
    }

    private void DrainAndPark()
    {
        Assert.True(Interlocked.Increment(ref _inRole) == 1, "Two threads hold the reader's role.");
        while (true)
        {
            while (_reader.TryRead(out _))
            {
                _read++;
            }
            if (_reader.IsCompleted)
            {
                // The heartbeat's thread may be the one to see it: the other one waits.
                _completed = true;
                _woken.Release();
                return;
            }

            // Given away before the attempt: the next one may hold the role before it returns.
            Interlocked.Increment(ref _parks);
            Interlocked.Decrement(ref _inRole);
            if (_reader.TryPark())
            {
                return;
            }
            Interlocked.Decrement(ref _parks);
            Assert.True(Interlocked.Increment(ref _inRole) == 1, "Two threads hold the reader's role.");
        }
    }
}
