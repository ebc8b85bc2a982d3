using System.Runtime.CompilerServices;
using SegStream.Queues;

namespace SegStream.Channels;

public sealed class StreamChannelMemoryTests
{
    [Fact]
    public void Sending_and_reading_allocates_nothing_in_the_long_run()
    {
        var channel = new StreamChannel<string>(ChannelTestLimits.Default);
        StreamChannelReader<string> reader = channel.TakeReader(new CountingWakeUp());
        string[] batch = new string[100];
        Work(rounds: 50);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Work(rounds: 500);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Work(int rounds)
        {
            for (int round = 0; round < rounds; round++)
            {
                reader.TryPark();
                while (channel.TrySend("x") == SendResult.Accepted)
                {
                }
                while (reader.Read(batch) > 0)
                {
                }
            }
        }
    }

    [Fact]
    public void Waiting_for_room_allocates_nothing_in_the_long_run()
    {
        using var cancellation = new CancellationTokenSource();
        var channel = new StreamChannel<string>(ChannelTestLimits.Ten);
        StreamChannelReader<string> reader = channel.TakeReader(new CountingWakeUp());
        string[] batch = new string[5];
        int waits = 0;
        Work(rounds: 100);

        long before = GC.GetAllocatedBytesForCurrentThread();
        waits = 0;
        Work(rounds: 10_000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(waits >= 10_000, "Nobody waited: the test does not show what it should.");

        void Work(int rounds)
        {
            for (int round = 0; round < rounds; round++)
            {
                ValueTask<bool> sending;
                while ((sending = channel.SendAsync("x", cancellation.Token)).IsCompleted)
                {
                    Assert.True(sending.Result);
                }
                waits++;
                reader.Read(batch);
                Assert.True(sending.Result);
            }
        }
    }

    [Fact]
    public void A_quiet_channel_is_small()
    {
        _ = new StreamChannel<string>(ChannelTestLimits.Default);
        long before = GC.GetAllocatedBytesForCurrentThread();
        var channel = new StreamChannel<string>(ChannelTestLimits.Default);
        long unused = GC.GetAllocatedBytesForCurrentThread() - before;
        channel.TrySend("x");
        long used = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.InRange(unused, 1, 450);
        Assert.InRange(used, unused, 1_100);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_ended_channel_keeps_neither_events_nor_the_reader_alive(bool discard)
    {
        var channel = new StreamChannel<object>(ChannelTestLimits.Ten);
        WeakReference[] references = UseAndEnd(channel, discard);
        GC.Collect();
        Assert.All(references, reference => Assert.False(reference.IsAlive));
        GC.KeepAlive(channel);
    }

    [Fact]
    public void A_cancelled_send_does_not_keep_its_event_alive()
    {
        var channel = new StreamChannel<object>(ChannelTestLimits.Ten);
        WeakReference item = CancelSend(channel);
        GC.Collect();
        Assert.False(item.IsAlive);
        Assert.Equal(1, channel.WaiterCount);
        GC.KeepAlive(channel);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference[] UseAndEnd(StreamChannel<object> channel, bool discard)
    {
        var wakeUp = new CountingWakeUp();
        StreamChannelReader<object> reader = channel.TakeReader(wakeUp);
        object first = new();
        object last = new();
        channel.TrySend(first);
        channel.TrySend(last);
        Assert.True(reader.TryRead(out _));
        channel.Queue.TryClaim(out SlotClaim<object> claim);
        channel.Queue.Publish(claim, new object());
        channel.TryEnd(CompletionReason.Completed, null);
        if (discard)
        {
            Assert.Equal(2, reader.Discard());
        }
        else
        {
            Assert.Equal(2, reader.Read(new object[5]));
        }
        Assert.True(reader.IsCompleted);
        return [new(first), new(last), new(wakeUp), new(reader), new(claim.Hint)];
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference CancelSend(StreamChannel<object> channel)
    {
        for (int i = 0; i < 8; i++)
        {
            channel.TrySend("x");
        }
        using var cancellation = new CancellationTokenSource();
        object item = new();
        ValueTask<bool> sending = channel.SendAsync(item, cancellation.Token);
        cancellation.Cancel();
        Assert.Throws<OperationCanceledException>(() => sending.GetAwaiter().GetResult());
        return new WeakReference(item);
    }
}
