using SegStream.Queues;

namespace SegStream.Channels;

public sealed class StreamChannelParkingTests
{
    private readonly StreamChannel<int> _channel = new(ChannelTestLimits.Default);
    private readonly CountingWakeUp _wakeUp = new();
    private readonly StreamChannelReader<int> _reader;

    public StreamChannelParkingTests()
    {
        _reader = _channel.TakeReader(_wakeUp);
    }

    [Fact]
    public void A_parked_reader_is_woken_once_by_the_first_event()
    {
        Assert.True(_reader.TryPark());
        _channel.TrySend(1);
        _channel.TrySend(2);
        Assert.Equal(1, _wakeUp.Count);
    }

    [Fact]
    public void A_parked_reader_is_woken_by_an_asynchronous_send()
    {
        Assert.True(_reader.TryPark());
        Assert.True(_channel.SendAsync(1, default).IsCompletedSuccessfully);
        Assert.Equal(1, _wakeUp.Count);
    }

    [Fact]
    public void A_parked_reader_is_woken_by_the_end()
    {
        Assert.True(_reader.TryPark());
        _channel.TryEnd(CompletionReason.Completed, null);
        Assert.Equal(1, _wakeUp.Count);
        Assert.True(_reader.IsCompleted);
    }

    [Fact]
    public void A_reader_that_does_not_sleep_is_not_woken()
    {
        _channel.TrySend(1);
        _channel.TryEnd(CompletionReason.Completed, null);
        Assert.Equal(0, _wakeUp.Count);
    }

    [Fact]
    public void Parking_fails_when_there_is_something_to_do()
    {
        _channel.TrySend(1);
        Assert.False(_reader.TryPark());
        _reader.TryRead(out _);
        _channel.TryEnd(CompletionReason.Completed, null);
        Assert.False(_reader.TryPark());
        Assert.Equal(0, _wakeUp.Count);
    }

    [Fact]
    public void An_unparked_reader_is_not_woken_and_can_park_again()
    {
        Assert.False(_reader.Unpark());
        Assert.True(_reader.TryPark());
        Assert.True(_reader.Unpark());
        _channel.TrySend(1);
        Assert.Equal(0, _wakeUp.Count);

        _reader.TryRead(out _);
        Assert.True(_reader.TryPark());
        _channel.TrySend(2);
        Assert.Equal(1, _wakeUp.Count);
        Assert.False(_reader.Unpark());
    }

    [Fact]
    public void A_reader_can_park_while_a_claimed_slot_is_not_published_and_is_woken_by_it()
    {
        Assert.True(_channel.Queue.TryClaim(out SlotClaim<int> stalled));
        Assert.True(_reader.TryPark());
        Assert.Equal(0, _wakeUp.Count);

        _channel.Queue.Publish(stalled, 7);
        _channel.WakeReaderIfParked();
        Assert.Equal(1, _wakeUp.Count);
        Assert.True(_reader.TryRead(out int item));
        Assert.Equal(7, item);
    }

    [Fact]
    public void An_event_behind_an_unpublished_one_wakes_a_reader_that_finds_nothing_and_parks_again()
    {
        Assert.True(_channel.Queue.TryClaim(out SlotClaim<int> stalled));
        Assert.True(_reader.TryPark());
        _channel.TrySend(8);
        Assert.Equal(1, _wakeUp.Count);
        Assert.False(_reader.TryRead(out _));
        Assert.True(_reader.TryPark());

        _channel.Queue.Publish(stalled, 7);
        _channel.WakeReaderIfParked();
        Assert.Equal(2, _wakeUp.Count);
        Assert.Equal(2, _reader.Read(new int[2]));
    }

    [Fact]
    public void What_was_sent_before_the_flag_was_set_is_noticed_after_it()
    {
        // Below the reader's own quick look, as if the sender came in just behind it.
        _channel.TrySend(1);
        Assert.False(_channel.TryPark(1));
        _reader.TryRead(out _);
        Assert.True(_channel.TryPark(2));
        Assert.True(_reader.Unpark());

        _channel.TryEnd(CompletionReason.Completed, null);
        Assert.False(_channel.TryPark(3));
        Assert.Equal(0, _wakeUp.Count);
    }

    [Fact]
    public void A_check_that_is_late_takes_back_neither_a_flag_that_a_sender_took_nor_a_later_park()
    {
        Assert.True(_channel.TryPark(1));
        _channel.TrySend(1);
        Assert.Equal(1, _wakeUp.Count);
        Assert.False(_channel.TakeBack(1));

        _reader.TryRead(out _);
        Assert.True(_channel.TryPark(2));
        Assert.False(_channel.TakeBack(1));
        Assert.True(_channel.TakeBack(2));
    }

    [Fact]
    public void No_wake_up_is_lost_when_each_event_is_sent_only_after_the_last_one_was_read()
    {
        int items = Watchdog.Scaled(50_000, 5_000_000);
        int read = 0;
        Watchdog.Run(
            "one at a time",
            stop =>
            {
                for (int i = 0; i < items; i++)
                {
                    _channel.TrySend(i);
                    Watchdog.Until(() => Volatile.Read(ref read) > i, stop, $"event {i} is read");
                }
            },
            stop =>
            {
                int parks = 0;
                while (read < items)
                {
                    if (_reader.TryRead(out _))
                    {
                        Volatile.Write(ref read, read + 1);
                    }
                    else if (_reader.TryPark())
                    {
                        parks++;
                        Watchdog.Until(() => _wakeUp.Count == parks, stop, $"wake-up {parks}");
                    }
                }
            });
    }

    [Fact]
    public void No_wake_up_is_lost_and_the_role_is_never_held_twice()
    {
        int items = Watchdog.Scaled(400_000, 20_000_000);
        var run = new ParkingRace(items);
        run.Run();
    }
}
