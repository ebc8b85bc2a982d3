using SegStream.Runtime.Tests.Hosting;

namespace SegStream.Channels;

/// <summary>What policies that drop cost in memory, whatever the senders do.</summary>
[Collection(MeasuredAlone.Name)]
public sealed class OverflowMemoryTests
{
    private static readonly EventKey[] Keys = [.. Enumerable.Range(0, 50).Select(key => new EventKey(null, $"{key}"))];

    [Theory]
    [InlineData(OverflowPolicy.DropOldest)]
    [InlineData(OverflowPolicy.DropNewest)]
    [InlineData(OverflowPolicy.Coalesce)]
    public void Ten_million_events_for_a_reader_that_never_reads_take_no_memory_beyond_the_first_thousands(OverflowPolicy policy)
    {
        var channel = new StreamChannel<object>(new ChannelLimits(1_000, 800, 300, policy), Keying(policy));
        StreamChannelReader<object> reader = channel.TakeReader(new CountingWakeUp());
        object item = new();
        for (int i = 0; i < 10_000; i++)
        {
            channel.TrySend(item);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 10_000; i < 10_000_000; i++)
        {
            channel.TrySend(item);
        }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.InRange(channel.Count, 0, 1_000);

        channel.TryEnd(CompletionReason.ClientAborted, null);
        Assert.Equal(10_000_000, reader.Discard());
    }

    [Theory]
    [InlineData(OverflowPolicy.DropOldest)]
    [InlineData(OverflowPolicy.DropNewest)]
    [InlineData(OverflowPolicy.Coalesce)]
    public void Dropping_and_reading_allocates_nothing_in_the_long_run(OverflowPolicy policy)
    {
        var channel = new StreamChannel<object>(new ChannelLimits(100, 80, 30, policy), Keying(policy));
        StreamChannelReader<object> reader = channel.TakeReader(new CountingWakeUp());
        object[] items = [.. Enumerable.Range(0, Keys.Length).Select(key => (object)key)];
        Work(rounds: 100);

        long before = GC.GetAllocatedBytesForCurrentThread();
        long lost = Work(rounds: 1_000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(lost > 100_000, $"{lost} events were dropped: the test does not show what it should.");

        long Work(int rounds)
        {
            long lost = 0;
            for (int round = 0; round < rounds; round++)
            {
                for (int i = 0; i < 300; i++)
                {
                    channel.TrySend(items[i % items.Length]);
                }
                while (reader.TryRead(out _))
                {
                    lost += reader.TakeLoss();
                }
            }
            return lost;
        }
    }

    private static Func<object, EventKey>? Keying(OverflowPolicy policy) =>
        policy == OverflowPolicy.Coalesce ? static item => item is int key ? Keys[key] : Keys[0] : null;
}
