using SegStream.Queues;

namespace SegStream.Channels;

/// <summary>Policies that drop, with many senders and a reader at the same time.</summary>
public sealed class OverflowStressTests
{
    private const int Capacity = 16;

    public static TheoryData<OverflowPolicy, bool> Races => new()
    {
        { OverflowPolicy.DropOldest, false },
        { OverflowPolicy.DropOldest, true },
        { OverflowPolicy.DropNewest, false },
        { OverflowPolicy.DropNewest, true },
        { OverflowPolicy.Coalesce, false },
        { OverflowPolicy.Coalesce, true },
    };

    [Theory]
    [MemberData(nameof(Races))]
    public void Every_accepted_event_is_read_in_order_or_counted_and_the_queue_stays_bounded(OverflowPolicy policy, bool endEarly)
    {
        var race = new OverflowRace(policy, Capacity, Watchdog.Scaled(200_000, 20_000_000), reading: 3);
        race.Run(endEarly);

        Assert.Equal(race.Accepted, race.Read + race.Dropped);
        Assert.Equal(race.Dropped, race.Told);
        Assert.True(race.Dropped > 0, "Nothing was dropped: the test does not show what it should.");

        // Twice the capacity, and one event of each sender; events that are sorted by key are held besides.
        int bound = (Capacity * (policy == OverflowPolicy.Coalesce ? 3 : 2)) + OverflowRace.Senders;
        Assert.InRange(race.Most, 1, bound);
    }

    [Fact]
    public void The_newest_event_of_each_key_always_arrives()
    {
        int items = Watchdog.Scaled(200_000, 20_000_000);
        var race = new OverflowRace(OverflowPolicy.Coalesce, Capacity, items, reading: 1);
        race.Run(endEarly: false);
        Assert.All(race.Last, last => Assert.Equal(items, last));
    }

    [Theory]
    [InlineData(OverflowPolicy.DropOldest)]
    [InlineData(OverflowPolicy.DropNewest)]
    [InlineData(OverflowPolicy.Coalesce)]
    public void Parked_readers_are_never_forgotten(OverflowPolicy policy)
    {
        int rounds = Watchdog.Scaled(20_000, 1_000_000);
        var wakeUp = new CountingWakeUp();
        var channel = new StreamChannel<int>(new ChannelLimits(2, 2, 1, policy), policy == OverflowPolicy.Coalesce ? static item => new EventKey(null, (item & 1) == 0 ? "a" : "b") : null);
        StreamChannelReader<int> reader = channel.TakeReader(wakeUp);
        long seen = 0;
        Action<CancellationToken> send = stop =>
        {
            for (int i = 0; i < rounds; i++)
            {
                channel.TrySend(i);
                if (i % 64 == 0)
                {
                    // The reader gets as far as to park.
                    Watchdog.Until(() => channel.Count == 0, stop, "the reader reads everything");
                }
            }
            channel.TryEnd(CompletionReason.Completed, null);
        };
        Watchdog.Run("parking", send, stop =>
        {
            int woken = 0;
            while (!reader.IsCompleted)
            {
                while (reader.TryRead(out _))
                {
                    seen++;
                }
                if (reader.TryPark())
                {
                    woken++;
                    Watchdog.Until(() => wakeUp.Count == woken, stop, "a wake-up");
                }
            }
        });
        Assert.Equal(rounds, seen + reader.Discard());
    }
}
