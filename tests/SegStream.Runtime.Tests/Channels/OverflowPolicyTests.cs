using SegStream.Queues;

namespace SegStream.Channels;

/// <summary>What becomes of events at a full queue, by policy. One sender, so that everything is exact.</summary>
public sealed class OverflowPolicyTests
{
    private readonly CountingWakeUp _wakeUp = new();
    private readonly int[] _batch = new int[100];

    [Fact]
    public void DropOldest_keeps_the_latest_events_and_tells_of_the_others_before_them()
    {
        var (channel, reader) = Open(OverflowPolicy.DropOldest);
        for (int i = 0; i < 25; i++)
        {
            Assert.Equal(SendResult.Accepted, channel.TrySend(i));
            Assert.InRange(channel.Count, 0, 10);
        }

        Assert.True(reader.TryRead(out int first));
        Assert.Equal(15, first);
        Assert.True(reader.HasLoss);
        Assert.Equal(15, reader.TakeLoss());
        Assert.False(reader.HasLoss);
        Assert.Equal(9, reader.Read(_batch));
        Assert.Equal(Enumerable.Range(16, 9), _batch[..9]);
        Assert.False(reader.HasLoss);
    }

    [Fact]
    public void DropNewest_keeps_the_first_events_and_takes_new_ones_when_there_is_room()
    {
        var (channel, reader) = Open(OverflowPolicy.DropNewest);
        for (int i = 0; i < 25; i++)
        {
            Assert.Equal(SendResult.Accepted, channel.TrySend(i));
        }

        Assert.Equal(4, reader.Read(_batch.AsSpan(0, 4)));
        Assert.Equal([0, 1, 2, 3], _batch[..4]);
        Assert.Equal(15, reader.TakeLoss());
        Assert.Equal(SendResult.Accepted, channel.TrySend(100));
        Assert.Equal(7, reader.Read(_batch));
        Assert.Equal([4, 5, 6, 7, 8, 9, 100], _batch[..7]);
        Assert.Equal(0, reader.TakeLoss());
    }

    [Fact]
    public void Disconnect_ends_the_channel_at_the_event_for_which_there_is_no_room()
    {
        var (channel, reader) = Open(OverflowPolicy.Disconnect);
        for (int i = 0; i < 10; i++)
        {
            Assert.Equal(SendResult.Accepted, channel.TrySend(i));
        }
        Assert.Equal(0, _wakeUp.Overflows);

        Assert.Equal(SendResult.Closed, channel.TrySend(10));
        Assert.Equal(CompletionReason.SlowConsumer, channel.EndReason);
        Assert.Equal(1, _wakeUp.Overflows);
        Assert.Equal(SendResult.Closed, channel.TrySend(11));
        Assert.Equal(1, _wakeUp.Overflows);
        Assert.Equal(10, reader.Discard());
    }

    [Fact]
    public void A_channel_that_was_full_before_it_is_read_tells_its_reader_at_once()
    {
        var channel = new StreamChannel<int>(Ten(OverflowPolicy.Disconnect));
        for (int i = 0; i <= 10; i++)
        {
            channel.TrySend(i);
        }
        channel.TakeReader(_wakeUp);
        Assert.Equal(1, _wakeUp.Overflows);
    }

    [Theory]
    [InlineData(OverflowPolicy.DropOldest)]
    [InlineData(OverflowPolicy.DropNewest)]
    [InlineData(OverflowPolicy.Coalesce)]
    public async Task With_a_policy_that_drops_a_send_neither_waits_nor_fails(OverflowPolicy policy)
    {
        var (channel, reader) = Open(policy);
        for (int i = 0; i < 50; i++)
        {
            ValueTask<bool> sending = channel.SendAsync(i, default);
            Assert.True(sending.IsCompletedSuccessfully);
            Assert.True(await sending);
            Assert.True(channel.WaitToSendAsync(default).IsCompletedSuccessfully);
        }
        Assert.Equal(0, channel.WaiterCount);
        Assert.Equal(50, reader.Read(_batch) + reader.TakeLoss());
    }

    [Theory]
    [InlineData(OverflowPolicy.DropOldest)]
    [InlineData(OverflowPolicy.DropNewest)]
    [InlineData(OverflowPolicy.Coalesce)]
    public void What_was_accepted_is_read_or_counted_exactly(OverflowPolicy policy)
    {
        var (channel, reader) = Open(policy);
        int accepted = 0;
        int read = 0;
        long told = 0;
        for (int i = 0; i < 1_000; i++)
        {
            accepted += channel.TrySend(i) == SendResult.Accepted ? 1 : 0;
            if (i % 3 == 0 && i % 100 > 50 && reader.TryRead(out _))
            {
                read++;
                told += reader.TakeLoss();
            }
        }

        channel.TryEnd(CompletionReason.Completed, null);
        int rest;
        while ((rest = reader.Read(_batch)) > 0)
        {
            read += rest;
        }
        told += reader.TakeLoss();

        Assert.True(reader.IsCompleted);
        Assert.Equal(1_000, accepted);
        Assert.Equal(1_000, read + told);
        Assert.Equal(told, reader.Discard());
        Assert.Equal(SendResult.Closed, channel.TrySend(0));
    }

    [Theory]
    [InlineData(OverflowPolicy.DropOldest)]
    [InlineData(OverflowPolicy.DropNewest)]
    [InlineData(OverflowPolicy.Coalesce)]
    public void What_is_left_at_the_end_is_counted_with_what_was_dropped(OverflowPolicy policy)
    {
        var (channel, reader) = Open(policy);
        for (int i = 0; i < 25; i++)
        {
            channel.TrySend(i);
        }
        Assert.Equal(3, reader.Read(_batch.AsSpan(0, 3)));
        channel.TryEnd(CompletionReason.ClientAborted, null);
        Assert.Equal(22, reader.Discard());
        Assert.Equal(0, channel.Count);
    }

    [Theory]
    [InlineData(OverflowPolicy.DropOldest)]
    [InlineData(OverflowPolicy.DropNewest)]
    [InlineData(OverflowPolicy.Coalesce)]
    [InlineData(OverflowPolicy.Disconnect)]
    public void A_parked_reader_is_woken_by_the_first_event(OverflowPolicy policy)
    {
        var (channel, reader) = Open(policy);
        for (int round = 1; round <= 5; round++)
        {
            Assert.True(reader.TryPark());
            channel.TrySend(1);
            channel.TrySend(2);
            Assert.Equal(round, _wakeUp.Count);
            Assert.False(reader.TryPark());
            Assert.True(reader.Read(_batch) > 0);
        }
    }

    [Theory]
    [InlineData(OverflowPolicy.DropOldest, 10, 5)]
    [InlineData(OverflowPolicy.DropNewest, 10, 5)]
    [InlineData(OverflowPolicy.Coalesce, 10, 5)]
    public async Task Senders_that_wait_go_on_under_the_policy_that_is_set(OverflowPolicy policy, int kept, int dropped)
    {
        var channel = new StreamChannel<int>(ChannelTestLimits.Ten);
        for (int i = 0; i < 8; i++)
        {
            channel.TrySend(i);
        }
        ValueTask<bool>[] waiting = [.. Enumerable.Range(8, 7).Select(i => channel.SendAsync(i, default))];
        Assert.All(waiting, sending => Assert.False(sending.IsCompleted));

        channel.Configure(Ten(policy), KeyOf);
        foreach (ValueTask<bool> sending in waiting)
        {
            Assert.True(await Watchdog.Within(sending));
        }

        StreamChannelReader<int> reader = channel.TakeReader(_wakeUp);
        Assert.Equal(kept, reader.Read(_batch));
        Assert.Equal(dropped, reader.TakeLoss());
        Assert.Equal(policy == OverflowPolicy.DropNewest ? 0 : 5, _batch[0]);
    }

    [Fact]
    public async Task Senders_that_wait_fill_the_queue_and_end_the_channel_when_they_have_to_disconnect()
    {
        var channel = new StreamChannel<int>(ChannelTestLimits.Ten);
        for (int i = 0; i < 8; i++)
        {
            channel.TrySend(i);
        }
        ValueTask<bool>[] waiting = [.. Enumerable.Range(8, 4).Select(i => channel.SendAsync(i, default))];
        channel.Configure(Ten(OverflowPolicy.Disconnect));

        bool[] accepted = [await Watchdog.Within(waiting[0]), await Watchdog.Within(waiting[1]), await Watchdog.Within(waiting[2]), await Watchdog.Within(waiting[3])];
        Assert.Equal([true, true, false, false], accepted);
        Assert.Equal(CompletionReason.SlowConsumer, channel.EndReason);
    }

    [Fact]
    public async Task A_sender_that_begins_to_wait_just_when_the_policy_changes_goes_on()
    {
        var channel = new StreamChannel<int>(Ten(OverflowPolicy.DropOldest));
        for (int i = 0; i < 10; i++)
        {
            channel.TrySend(i);
        }
        Assert.True(await Watchdog.Within(channel.Wait(SendWaiter<int>.Rent(10, default))));
        Assert.Equal(10, channel.Count);
    }

    [Fact]
    public void The_policy_is_chosen_once_and_before_the_channel_is_read()
    {
        var (channel, _) = Open(OverflowPolicy.Wait);
        Assert.Throws<InvalidOperationException>(() => channel.Configure(Ten(OverflowPolicy.DropOldest)));

        var unread = new StreamChannel<int>(Ten(OverflowPolicy.DropOldest));
        Assert.Throws<InvalidOperationException>(() => unread.Configure(Ten(OverflowPolicy.DropNewest)));
        Assert.Throws<InvalidOperationException>(() => unread.Configure(Ten(OverflowPolicy.Wait)));
        Assert.Throws<ArgumentException>(() => new StreamChannel<int>(Ten(OverflowPolicy.Coalesce)));
    }

    [Fact]
    public void A_smaller_capacity_holds_from_the_next_event_on()
    {
        var (channel, reader) = Open(OverflowPolicy.DropOldest);
        for (int i = 0; i < 10; i++)
        {
            channel.TrySend(i);
        }
        channel.Configure(new ChannelLimits(4, 3, 1, OverflowPolicy.DropOldest));
        channel.TrySend(10);
        Assert.Equal(4, reader.Read(_batch));
        Assert.Equal([7, 8, 9, 10], _batch[..4]);
        Assert.Equal(7, reader.TakeLoss());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_event_that_its_sender_has_not_yet_published_holds_up_others_at_twice_the_capacity_and_no_sooner(bool end)
    {
        var (channel, reader) = Open(OverflowPolicy.DropOldest);
        Assert.True(channel.Queue.TryClaim(out SlotClaim<int> stalled));
        int accepted = 1;
        Action<CancellationToken> send = _ =>
        {
            while (accepted < 1_000 && channel.TrySend(accepted) == SendResult.Accepted)
            {
                Assert.InRange(channel.Count, 0, 20);
                Volatile.Write(ref accepted, accepted + 1);
            }
        };
        Watchdog.Run("a stalled sender", send, stop =>
        {
            Watchdog.Until(() => Volatile.Read(ref accepted) == 20, stop, "the queue is full");
            if (end)
            {
                channel.TryEnd(CompletionReason.Completed, null);
            }
            else
            {
                channel.Queue.Publish(stalled, 0);
            }
        });

        Assert.Equal(end ? 20 : 1_000, accepted);
        if (end)
        {
            channel.Queue.Publish(stalled, 0);
        }
        Assert.Equal(accepted, reader.Read(_batch) + reader.TakeLoss());
        Assert.Equal(accepted - 1, end ? 19 : _batch[9]);
    }

    [Fact]
    public void A_reader_does_not_park_while_a_sender_makes_room()
    {
        var (channel, reader) = Open(OverflowPolicy.DropOldest);
        ChannelOverflow<int> overflow = channel.Overflow!;
        bool parked = false;
        overflow.Turn.Take();
        using var begun = new ManualResetEventSlim();
        Action<CancellationToken> park = _ =>
        {
            begun.Set();
            parked = reader.TryPark();
        };
        Watchdog.Run("parking", park, _ =>
        {
            begun.Wait();
            for (int i = 0; i < 10_000; i++)
            {
                Assert.False(channel.HasParkedReader);
                Thread.Yield();
            }
            overflow.Turn.Give();
        });
        Assert.True(parked);
        Assert.True(channel.HasParkedReader);
    }

    private static ChannelLimits Ten(OverflowPolicy policy) => ChannelTestLimits.Ten with { Overflow = policy };

    private static EventKey KeyOf(int item) => new(null, $"{item}");

    private (StreamChannel<int> Channel, StreamChannelReader<int> Reader) Open(OverflowPolicy policy)
    {
        var channel = new StreamChannel<int>(Ten(policy), policy == OverflowPolicy.Coalesce ? KeyOf : null);
        return (channel, channel.TakeReader(_wakeUp));
    }
}
