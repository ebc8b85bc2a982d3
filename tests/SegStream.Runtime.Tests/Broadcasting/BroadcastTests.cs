using SegStream.Broadcasting;
using SegStream.Channels;
using SegStream.Delivery;
using SegStream.Framing;
using SegStream.Registry;
using SegStream.Runtime.Tests.Hosting;

namespace SegStream.Runtime.Tests.Broadcasting;

/// <summary>Broadcasts to streams with pumps and clients in memory.</summary>
public sealed class BroadcastTests : IDisposable
{
    private const string Room = "room";

    private readonly ManualTime _time = new();
    private readonly StreamRegistry _registry;
    private readonly TimerWheel _wheel;
    private int _id;

    public BroadcastTests()
    {
        _registry = new StreamRegistry(_time);
        _wheel = new TimerWheel(_time);
    }

    public void Dispose()
    {
        _registry.Dispose();
        _wheel.Dispose();
    }

    [Fact]
    public async Task A_stream_gets_the_events_of_its_groups_and_of_all_and_its_own()
    {
        var listener = Join(new Listener().Start(_wheel), "a");
        _registry.AddToGroup("0", "b");

        Assert.Equal(1, _registry.Broadcast("to a", "a"));
        Assert.Equal(1, _registry.Broadcast("to b", "b"));
        Assert.Equal(1, _registry.Broadcast("to all"));
        Assert.Equal(0, _registry.Broadcast("to nobody", "c"));
        listener.Sender.TrySend("own");
        var completion = await listener.EndAsync();

        Assert.Equal(["own", "to a", "to all", "to b"], listener.Events().Order(StringComparer.Ordinal));
        Assert.Equal((CompletionReason.Completed, 4, 0), (completion.Reason, completion.EventsSent, completion.EventsDropped));
        Assert.Equal(listener.Received().Length, completion.BytesSent);
    }

    [Fact]
    public async Task What_is_broadcast_before_the_pump_runs_comes_first_and_nothing_is_lost_or_doubled()
    {
        var listener = Join(new Listener());
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(1, _registry.Broadcast($"{i}", Room));
        }

        listener.Start(_wheel);
        for (var i = 10; i < 20; i++)
        {
            Assert.Equal(1, _registry.Broadcast($"{i}", Room));
        }

        await listener.EndAsync();
        Assert.Equal(Enumerable.Range(0, 20).Select(static i => $"{i}"), listener.Events());
    }

    [Fact]
    public async Task A_stream_that_is_registered_while_it_runs_is_woken_by_the_next_broadcast()
    {
        var listener = new Listener().Start(_wheel);
        listener.Sender.TrySend("hello");
        await listener.UntilAsync("hello");
        await listener.ParkedAsync();
        Join(listener);
        _registry.Broadcast("news", Room);
        await listener.UntilAsync("news");
        await listener.EndAsync();
    }

    [Fact]
    public async Task What_is_broadcast_before_the_end_arrives_and_what_comes_after_it_is_not_for_the_stream()
    {
        var listener = Join(new Listener(stalled: true).Start(_wheel));
        _registry.Broadcast("before", Room);
        listener.Sender.EndStream();
        Assert.Equal(0, _registry.Broadcast("after", Room));

        var completion = await listener.EndAsync();
        Assert.Equal(["before"], listener.Events());
        Assert.Equal((CompletionReason.Completed, 1, 0), (completion.Reason, completion.EventsSent, completion.EventsDropped));
    }

    [Fact]
    public async Task What_is_broadcast_before_a_stream_leaves_its_group_arrives()
    {
        var listener = Join(new Listener(stalled: true).Start(_wheel));
        _registry.Broadcast("before", Room);
        Assert.True(_registry.RemoveFromGroup("0", Room));
        Assert.Equal(0, _registry.Broadcast("after", Room));
        Assert.True(_registry.AddToGroup("0", Room));
        Assert.Equal(1, _registry.Broadcast("again", Room));

        await listener.EndAsync();
        Assert.Equal(["before", "again"], listener.Events());
    }

    [Fact]
    public async Task A_slow_stream_delays_nobody_and_is_told_how_many_events_it_has_lost()
    {
        var slow = Join(new Listener(lag: new LagLimits(10, LagLimits.DefaultBytes), stalled: true).Start(_wheel));
        var fast = Join(new Listener().Start(_wheel));
        await slow.HoldUpAsync();
        for (var i = 0; i < 100; i++)
        {
            Assert.Equal(2, _registry.Broadcast($"event {i}", Room));
        }

        await fast.UntilAsync("event 99\n\n");
        Assert.Equal(Enumerable.Range(0, 100).Select(static i => $"event {i}"), fast.Events());

        var completion = await slow.EndAsync();
        Assert.Equal((10 + 1, 90), (completion.EventsSent, completion.EventsDropped));
        Assert.Equal(["hello", "event: gap\n{\"dropped\":90}", .. Enumerable.Range(90, 10).Select(static i => $"event {i}")], slow.Events());
        Assert.Equal((100, 0), ((await fast.EndAsync()) is var end ? (end.EventsSent, end.EventsDropped) : default));
    }

    [Fact]
    public async Task A_stream_may_be_behind_by_so_many_bytes()
    {
        var slow = Join(new Listener(lag: new LagLimits(1_000, 10_000), stalled: true).Start(_wheel));
        await slow.HoldUpAsync();
        var large = new string('x', 992);
        for (var i = 0; i < 100; i++)
        {
            _registry.Broadcast(large, Room);
        }

        // A frame has 1,000 bytes.
        var completion = await slow.EndAsync();
        Assert.Equal((10 + 1, 90), (completion.EventsSent, completion.EventsDropped));
    }

    [Fact]
    public async Task A_stream_that_disconnects_ends_when_it_is_found_too_far_behind()
    {
        var slow = Join(new Listener(lag: new LagLimits(10, LagLimits.DefaultBytes, Disconnects: true), overflow: OverflowPolicy.Disconnect, stalled: true).Start(_wheel));
        var fast = Join(new Listener().Start(_wheel));
        await slow.HoldUpAsync();
        for (var i = 0; i < 20; i++)
        {
            _registry.Broadcast($"event {i}", Room);
        }

        Assert.False(slow.Running.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1.5));

        var completion = await slow.Running.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal((CompletionReason.SlowConsumer, 21), (completion.Reason, completion.EventsSent + completion.EventsDropped));
        Assert.Equal(20, (await fast.EndAsync()).EventsSent);
    }

    [Theory]
    [InlineData(5, CompletionReason.Completed)]
    [InlineData(6, CompletionReason.SlowConsumer)]
    public async Task A_stream_that_disconnects_may_be_as_far_behind_a_group_that_it_has_left_as_if_it_had_stayed(int after, CompletionReason reason)
    {
        // Each frame has a segment of its own, so that nothing survives by chance.
        const int Before = 5;
        const int MaxLag = 10;
        var large = new string('x', 70_000);
        var lag = new LagLimits(MaxLag, LagLimits.DefaultBytes, Disconnects: true);
        var stays = Join(new Listener(lag: lag, overflow: OverflowPolicy.Disconnect, stalled: true).Start(_wheel));
        var leaves = Join(new Listener(lag: lag, overflow: OverflowPolicy.Disconnect, stalled: true).Start(_wheel));
        await stays.HoldUpAsync();
        await leaves.HoldUpAsync();
        for (var i = 0; i < Before; i++)
        {
            Assert.Equal(2, _registry.Broadcast($"{i} {large}", Room));
        }

        Assert.True(_registry.RemoveFromGroup("1", Room));
        for (var i = 0; i < after; i++)
        {
            Assert.Equal(1, _registry.Broadcast($"{Before + i} {large}", Room));
        }

        // The group looks at its members once a second.
        _time.Advance(TimeSpan.FromSeconds(1.5));
        Assert.False(leaves.Running.IsCompleted);
        var left = await leaves.EndAsync();
        var stayed = await stays.EndAsync();

        // What it was promised before it left has arrived, or counts as dropped.
        Assert.Equal((reason, Before + 1), (left.Reason, left.EventsSent + left.EventsDropped));
        Assert.Equal((reason, Before + after + 1), (stayed.Reason, stayed.EventsSent + stayed.EventsDropped));
        Assert.Equal(reason == CompletionReason.Completed, left.EventsDropped == 0);
        Assert.Equal(left.EventsSent, leaves.Events().Length);
    }

    [Fact]
    public async Task All_formats_of_a_group_have_the_events_in_one_order()
    {
        var formats = new FrameFormatter<string>[] { Listener.Sse, new SseTextFormatter(), new LineFormatter<string, StringPayload>() };
        var listeners = formats.Select(format => Join(new Listener(format).Start(_wheel))).ToArray();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(thread => Task.Run(() =>
        {
            for (var i = 0; i < 200; i++)
            {
                Assert.Equal(3, _registry.Broadcast($"{thread}-{i}", Room));
            }
        })));
        Assert.Equal(3, _registry.EventsOf(Room)!.Tracks.Count);

        foreach (var listener in listeners)
        {
            await listener.EndAsync();
        }

        Assert.Equal(800, listeners[0].Events().Distinct().Count());
        Assert.Equal(listeners[0].Events(), listeners[1].Events());
        Assert.Equal(listeners[0].Events(), listeners[2].Received().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task An_event_that_cannot_be_serialized_throws_to_the_broadcaster_and_reaches_nobody()
    {
        var good = Join(new Listener().Start(_wheel));
        var bad = Join(new Listener(new Refusing()).Start(_wheel));

        Assert.Throws<NotSupportedException>(() => _registry.Broadcast("bad", Room));
        Assert.Equal(2, _registry.Broadcast("good", Room));

        var ends = new[] { await good.EndAsync(), await bad.EndAsync() };
        Assert.All(ends, static end => Assert.Equal((CompletionReason.Completed, 1, 0), (end.Reason, end.EventsSent, end.EventsDropped)));
        Assert.Equal(["good"], good.Events());
    }

    [Fact]
    public async Task A_stream_whose_frames_cannot_be_shared_gets_its_events_through_its_queue()
    {
        var array = Join(new Listener(FrameFormatters.Create<string>(new FrameFormat { Mode = StreamMode.Json, Format = JsonStreamFormats.JsonArray, Json = static type => System.Text.Json.JsonSerializerOptions.Web.GetTypeInfo(type) })).Start(_wheel));
        var coalescing = Join(new Listener(lag: LagLimits.Default with { Shares = false }, overflow: OverflowPolicy.Coalesce).Start(_wheel));

        Assert.Equal(2, _registry.Broadcast("a", Room));
        Assert.Equal(2, _registry.Broadcast("b", Room));
        Assert.Empty(_registry.EventsOf(Room)!.Tracks);

        await array.EndAsync();
        await coalescing.EndAsync();
        Assert.Equal("[\"a\",\"b\"]", array.Received());
        Assert.Equal(["a", "b"], coalescing.Events());
    }

    [Fact]
    public async Task Neither_its_own_events_nor_those_of_a_group_keep_the_others_from_the_wire()
    {
        var listener = Join(new Listener(stalled: true).Start(_wheel));
        await listener.HoldUpAsync();
        var large = new string('x', 1_000);
        for (var i = 0; i < 200; i++)
        {
            Assert.Equal(SendResult.Accepted, listener.Sender.TrySend($"own {i} {large}"));
            _registry.Broadcast($"group {i} {large}", Room);
        }

        await listener.EndAsync();
        var events = listener.Events().Skip(1).Select(static text => text[..text.IndexOf(" x", StringComparison.Ordinal)]).ToArray();
        Assert.Equal(Enumerable.Range(0, 200).Select(static i => $"own {i}"), events.Where(static text => text[0] == 'o'));
        Assert.Equal(Enumerable.Range(0, 200).Select(static i => $"group {i}"), events.Where(static text => text[0] == 'g'));
        var first = events.Take(64).Count(static text => text[0] == 'g');
        Assert.InRange(first, 20, 44);
    }

    [Fact]
    public async Task A_group_event_counts_as_one_for_the_idle_timeout_and_the_heartbeat()
    {
        var limits = PumpLimits.From(heartbeat: TimeSpan.FromSeconds(1), idleTimeout: TimeSpan.FromSeconds(3), null, null);
        var listener = Join(new Listener(limits: limits).Start(_wheel));
        for (var i = 0; i < 10; i++)
        {
            _registry.Broadcast($"event {i}", Room);
            await listener.UntilAsync($"event {i}\n\n");
            await listener.ParkedAsync();
            _time.Advance(TimeSpan.FromMilliseconds(500));
        }

        Assert.DoesNotContain(":\n\n", listener.Received(), StringComparison.Ordinal);
        _time.Advance(TimeSpan.FromSeconds(1));
        await listener.UntilAsync(":\n\n");
        _time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(CompletionReason.IdleTimeout, (await listener.Running.WaitAsync(TimeSpan.FromSeconds(60))).Reason);
    }

    [Fact]
    public async Task A_quiet_group_gives_its_memory_back()
    {
        var listener = Join(new Listener().Start(_wheel));
        _registry.Broadcast("event", Room);
        var group = _registry.EventsOf(Room)!;
        Assert.InRange(group.HeldBytes, 1, 16 * 1024);
        await listener.UntilAsync("event");
        await listener.ParkedAsync();

        _time.Advance(TimeSpan.FromSeconds(1.5));
        SpinWait.SpinUntil(() => group.HeldBytes == 0, TimeSpan.FromSeconds(60));
        Assert.Equal(0, group.HeldBytes);

        _registry.Broadcast("another", Room);
        await listener.UntilAsync("another");
        await listener.EndAsync();
    }

    [Fact]
    public async Task Streams_that_come_and_go_in_a_quiet_group_are_not_collected_by_it()
    {
        var listener = Join(new Listener().Start(_wheel));
        await listener.ParkedAsync();
        for (var i = 0; i < 300; i++)
        {
            var guest = Join(new Listener().Start(_wheel));
            await guest.ParkedAsync();
            await guest.EndAsync();
        }

        var track = Assert.Single(_registry.EventsOf(Room)!.Tracks);
        SpinWait.SpinUntil(() => track.ParkedCount < 100, TimeSpan.FromSeconds(60));
        Assert.InRange(track.ParkedCount, 0, 99);
        Assert.Equal(1, track.Log.CursorCount);
        _registry.Broadcast("event", Room);
        await listener.UntilAsync("event");
        await listener.EndAsync();
    }

    [Fact]
    public async Task A_stream_that_is_over_holds_nothing_of_its_groups()
    {
        var stalled = Join(new Listener(stalled: true).Start(_wheel));
        var other = Join(new Listener().Start(_wheel));
        await stalled.HoldUpAsync();
        for (var i = 0; i < 100; i++)
        {
            _registry.Broadcast($"{i}", Room);
        }

        await other.EndAsync();
        await stalled.EndAsync();

        // A stream leaves its groups after it has left the registry.
        SpinWait.SpinUntil(() => _registry.Count == 0 && _registry.EventsOf(Room) is null, TimeSpan.FromSeconds(60));
        Assert.Equal(0, _registry.Count);
        Assert.Null(_registry.EventsOf(Room));
    }

    private Listener Join(Listener listener, string group = Room)
    {
        _registry.Register($"{_id++}", listener.Sender, new StreamMetadata { Group = group });
        return listener;
    }

    private sealed class Refusing : FrameFormatter<string>
    {
        public override StreamMode Mode => StreamMode.Sse;

        public override string ContentType => "text/event-stream";

        public override void WriteEvent(FrameBuffer buffer, string value, long index)
        {
            if (value == "bad")
            {
                throw new NotSupportedException();
            }

            buffer.Write("frame"u8);
        }

        public override bool TryWriteHeartbeat(FrameBuffer buffer) => false;

        public override bool TryWriteFailure(FrameBuffer buffer, StreamFailure failure, long index) => false;
    }
}
