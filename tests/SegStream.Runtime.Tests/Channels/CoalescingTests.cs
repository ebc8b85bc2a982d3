using SegStream.Framing;
using SegStream.Sending;

namespace SegStream.Channels;

/// <summary>Of the queued events of a key only the newest is kept.</summary>
public sealed class CoalescingTests
{
    private readonly string[] _batch = new string[2_000];

    [Fact]
    public void The_newest_value_of_a_key_is_read_at_the_place_of_the_first()
    {
        var (channel, reader) = Open(capacity: 10);
        Send(channel, "a1", "b1", "a2", "c1", "b2", "a3");
        Assert.Equal(["a3", "b2", "c1"], Read(reader));
        Assert.Equal(3, reader.TakeLoss());
    }

    [Fact]
    public void A_key_that_was_read_begins_anew_at_the_end()
    {
        var (channel, reader) = Open(capacity: 10);
        Send(channel, "a1", "b1");
        Assert.True(reader.TryRead(out string first));
        Assert.Equal("a1", first);
        Send(channel, "a2", "b2");
        Assert.Equal(["b2", "a2"], Read(reader));
        Assert.Equal(1, reader.TakeLoss());
    }

    [Fact]
    public void With_more_keys_than_the_capacity_the_oldest_gives_way()
    {
        var (channel, reader) = Open(capacity: 3);
        Send(channel, "a1", "b1", "c1", "a2", "d1", "e1");
        Assert.Equal(["c1", "d1", "e1"], Read(reader));
        Assert.Equal(3, reader.TakeLoss());
    }

    [Fact]
    public void Events_without_a_key_are_kept_each_for_itself()
    {
        var (channel, reader) = Open(capacity: 10);
        Send(channel, "-", "a1", "-", "a2", "-");
        Assert.Equal(["-", "a2", "-", "-"], Read(reader));
        Assert.Equal(1, reader.TakeLoss());
    }

    [Fact]
    public void A_key_that_throws_counts_as_none()
    {
        var (channel, reader) = Open(capacity: 10);
        Send(channel, "!", "!", "a1");
        Assert.Equal(["!", "!", "a1"], Read(reader));
        Assert.Equal(SendResult.Accepted, channel.TrySend("b1"));
        Assert.Equal(["b1"], Read(reader));
    }

    [Fact]
    public void A_channel_is_not_completed_while_a_sender_has_an_event_in_its_hands()
    {
        StreamChannel<string>? channel = null;
        StreamChannelReader<string> reader = default;
        bool? completed = null;
        channel = new StreamChannel<string>(new ChannelLimits(1, 1, 0, OverflowPolicy.Coalesce), _ =>
        {
            channel!.TryEnd(CompletionReason.Completed, null);
            completed = reader.IsCompleted;
            return default;
        });
        reader = channel.TakeReader(new CountingWakeUp());
        channel.TrySend("a");
        Assert.Equal(SendResult.Closed, channel.TrySend("b"));

        Assert.False(completed);
        Assert.Equal(["a"], Read(reader));
        Assert.True(reader.IsCompleted);
        Assert.Equal(0, reader.TakeLoss());
    }

    [Fact]
    public void Few_keys_take_little_room_however_many_events_there_are()
    {
        var (channel, reader) = Open(capacity: 1 << 20);
        for (int i = 0; i < 100_000; i++)
        {
            channel.TrySend(i % 2 == 0 ? "a" : "b");
            Assert.InRange(channel.Count, 0, 300);
        }
        Assert.Equal(["a", "b"], Read(reader));
        Assert.Equal(99_998, reader.TakeLoss());
    }

    [Fact]
    public void Many_keys_survive_a_quiet_time_in_which_memory_is_given_back()
    {
        var (channel, reader) = Open(capacity: 1_000);
        for (int round = 0; round < 3; round++)
        {
            for (int i = 0; i < 1_500; i++)
            {
                channel.TrySend($"{(char)(i + 1_000)}{i}");
            }
            reader.Trim();
            Assert.Equal(Enumerable.Range(500, 1_000).Select(i => $"{(char)(i + 1_000)}{i}"), Read(reader));
            reader.Trim();
        }
        Assert.Equal(1_500, reader.TakeLoss());
    }

    [Fact]
    public void An_event_type_has_the_key_that_it_gives_and_a_union_the_case_besides()
    {
        var limits = new ChannelLimits(10, 8, 3, OverflowPolicy.Coalesce);
        Assert.Equal(new EventKey(null, "X"), EventKeys.For<Price>(limits)!(new Price("X")));
        Assert.Equal(default, EventKeys.For<Price>(limits)!(new Price(null)));
        Assert.False(EventKeys.Exist<string>());
        Assert.Null(EventKeys.For<Price>(limits with { Overflow = OverflowPolicy.DropOldest }));

        StreamEventUnions.Register(new TickerUnion());
        Func<Ticker, EventKey> keys = EventKeys.For<Ticker>(limits)!;
        Assert.Equal(new EventKey("price", "X"), keys(new Ticker.Price("X")));
        Assert.Equal(new EventKey("volume", "X"), keys(new Ticker.Volume("X")));
        Assert.Equal(new EventKey("status", null), keys(new Ticker.Status()));
        Assert.True(keys(new Ticker.Price(null)).IsNone);
        Assert.True(keys(new Ticker.Unlisted()).IsNone);
    }

    [Fact]
    public void A_unified_event_has_the_key_of_its_value_within_its_name()
    {
        Func<UnifiedEvent, EventKey> keys = EventKeys.For<UnifiedEvent>(new ChannelLimits(10, 8, 3, OverflowPolicy.Coalesce))!;
        Assert.Equal(new EventKey("price", "X"), keys(new UnifiedEvent { EventName = "price", Value = new Price("X") }));
        Assert.Equal(new EventKey("price", null), keys(new UnifiedEvent { EventName = "price", Text = "1" }));
        Assert.True(keys(new UnifiedEvent { Text = "1" }).IsNone);
    }

    private static (StreamChannel<string> Channel, StreamChannelReader<string> Reader) Open(int capacity)
    {
        var channel = new StreamChannel<string>(new ChannelLimits(capacity, capacity, 1, OverflowPolicy.Coalesce), static item => item[0] switch
        {
            '-' => default,
            '!' => throw new InvalidOperationException("no key"),
            _ => new EventKey(null, item[..1]),
        });
        return (channel, channel.TakeReader(new CountingWakeUp()));
    }

    private static void Send(StreamChannel<string> channel, params string[] items) =>
        Array.ForEach(items, item => Assert.Equal(SendResult.Accepted, channel.TrySend(item)));

    private string[] Read(StreamChannelReader<string> reader) => _batch[..reader.Read(_batch)];

    private sealed record Price(string? Symbol) : ICoalesceKey
    {
        public string? GetCoalesceKey() => Symbol;
    }

    private abstract record Ticker
    {
        public sealed record Price(string? Symbol) : Ticker, ICoalesceKey
        {
            public string? GetCoalesceKey() => Symbol;
        }

        public sealed record Volume(string Symbol) : Ticker, ICoalesceKey
        {
            public string? GetCoalesceKey() => Symbol;
        }

        public sealed record Status : Ticker;

        public sealed record Unlisted : Ticker;
    }

    private sealed class TickerUnion() : StreamEventUnion<Ticker>([new("price", typeof(Ticker.Price)), new("volume", typeof(Ticker.Volume)), new("status", typeof(Ticker.Status))])
    {
        public override int CaseOf(Ticker value) => value switch { Ticker.Price => 0, Ticker.Volume => 1, Ticker.Status => 2, _ => -1 };
    }
}
