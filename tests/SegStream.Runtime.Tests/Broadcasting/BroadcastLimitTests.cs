using SegStream.Broadcasting;
using SegStream.Channels;
using SegStream.Delivery;
using SegStream.Framing;
using SegStream.Registry;
using SegStream.Runtime.Tests.Hosting;
using SegStream.Sending;

namespace SegStream.Runtime.Tests.Broadcasting;

/// <summary>What must stay within its bounds, whoever comes and goes: frames, counters, the readers of a log.</summary>
public sealed class BroadcastLimitTests : IDisposable
{
    private const string Room = "room";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ManualTime _time = new();
    private readonly StreamRegistry _registry;
    private readonly TimerWheel _wheel;

    public BroadcastLimitTests()
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
    public async Task An_event_over_the_limit_of_a_format_throws_to_the_broadcaster_and_reaches_nobody()
    {
        var wide = Join("wide", new Listener().Start(_wheel));
        var narrow = Join("narrow", new Listener(new SseTextFormatter { MaxFrameBytes = 32_768 }).Start(_wheel));

        var exception = Assert.Throws<InvalidOperationException>(() => _registry.Broadcast(new string('x', 40_000), Room));
        Assert.Contains("MaxFrameBytes allows, which is 32768", exception.Message, StringComparison.Ordinal);
        Assert.Equal(2, _registry.Broadcast("small", Room));

        Assert.Equal((CompletionReason.Completed, 1), await wide.EndAsync() is var all ? (all.Reason, all.EventsSent) : default);
        Assert.Equal((CompletionReason.Completed, 1), await narrow.EndAsync() is var few ? (few.Reason, few.EventsSent) : default);
        Assert.Equal(["small"], narrow.Events());
    }

    [Fact]
    public async Task The_frames_of_other_formats_do_not_count_for_the_limit_of_one()
    {
        var listeners = Enumerable.Range(0, 8).Select(i => Join($"{i}", new Listener(new SseTextFormatter { MaxFrameBytes = 600_000 }).Start(_wheel))).ToArray();
        Assert.Equal(8, _registry.Broadcast(new string('x', 590_000), Room));
        foreach (var listener in listeners)
        {
            Assert.Equal((1, 0), await listener.EndAsync() is var end ? (end.EventsSent, end.EventsDropped) : default);
        }
    }

    [Fact]
    public async Task What_a_stream_has_lost_is_never_counted_twice_while_it_leaves_a_group()
    {
        var slow = new Listener(lag: new LagLimits(10, LagLimits.DefaultBytes), stalled: true).Start(_wheel);
        Join("slow", slow);
        var other = Join("other", new Listener().Start(_wheel));
        _registry.AddToGroup("other", "beside");
        var feed = ((IRegisteredStream)slow.Sender).Feed!;
        await slow.HoldUpAsync();
        for (var i = 0; i < 100; i++)
        {
            _registry.Broadcast($"{i}", Room);
        }

        // It reads the last 10, and is then held up with the rest of its way out: by a membership that waits for the lock of another group.
        var log = Assert.Single(_registry.EventsOf(Room)!.Tracks).Log;
        _registry.RemoveFromGroup("slow", Room);
        var beside = Assert.Single(_registry.EventsOf("beside")!.Tracks).Log;
        var joining = new Thread(() => _registry.AddToGroup("slow", "beside"));
        lock (beside.Gate)
        {
            joining.Start();
            SpinUntil(() => joining.ThreadState.HasFlag(ThreadState.WaitSleepJoin));
            slow.Resume();
            SpinUntil(() => CursorsOf(log) == 1);
            for (var i = 0; i < 10_000; i++)
            {
                Assert.InRange(feed.Dropped, 0, 90);
            }
        }

        joining.Join();
        var completion = await slow.EndAsync();
        Assert.Equal((10 + 1, 90), (completion.EventsSent, completion.EventsDropped));
        await other.EndAsync();
    }

    [Fact]
    public void Members_share_the_places_where_they_wait_also_after_some_have_left()
    {
        var track = new GroupTrack<string>(Listener.Sse, new FrameLog(new Lock(), SegmentMemory.Shared));
        var places = Enumerable.Range(0, 64).Select(_ => Take()).Distinct().ToArray();
        var left = places[0].Members;
        places[0].Members = 0;

        Assert.All(Enumerable.Range(0, left), _ => Assert.Same(places[0], Take()));
        Assert.InRange(places.Max(static place => place.Members) - places.Min(static place => place.Members), 0, 1);

        ParkedReaders Take()
        {
            var place = track.NextParking();
            place.Members++;
            return place;
        }
    }

    [Fact]
    public async Task A_stream_that_has_lost_its_client_and_is_registered_then_follows_no_group()
    {
        var listener = new Listener().Start(_wheel);
        listener.Pump!.Detach();
        SpinUntil(() => listener.Pump.IsDetached);
        Join("late", listener);
        SpinUntil(() => ((IRegisteredStream)listener.Sender).Feed!.MembershipCount == 0);

        var other = Join("other", new Listener().Start(_wheel));
        for (var i = 0; i < 100; i++)
        {
            Assert.Equal(1, _registry.Broadcast($"event {i}", Room));
        }

        await other.UntilAsync("event 99\n\n");
        await other.ParkedAsync();
        _time.Advance(TimeSpan.FromSeconds(1.5));
        SpinUntil(() => _registry.EventsOf(Room)!.HeldBytes == 0);

        Assert.Equal((CompletionReason.ServerShutdown, 0, 0), await listener.EndAsync() is var end ? (end.Reason, end.EventsSent, end.EventsDropped) : default);
        await other.EndAsync();
    }

    private static int CursorsOf(FrameLog log)
    {
        lock (log.Gate)
        {
            return log.CursorCount;
        }
    }

    private static void SpinUntil(Func<bool> condition) => Assert.True(SpinWait.SpinUntil(condition, Patience), "It does not come to pass.");

    private Listener Join(string id, Listener listener)
    {
        _registry.Register(id, listener.Sender, new StreamMetadata { Group = Room });
        return listener;
    }
}
