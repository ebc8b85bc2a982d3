using System.Text;
using SegStream.Broadcasting;
using SegStream.Delivery;
using SegStream.Framing;
using SegStream.Registry;
using SegStream.Runtime.Tests.Hosting;
using SegStream.Tests.Framing;

namespace SegStream.Runtime.Tests.Broadcasting;

/// <summary>Events of groups in streams whose frames have envelopes, share a batch, wait for one another or have a largest size.</summary>
public sealed class BroadcastFramesTests : IDisposable
{
    private const string Room = "room";
    private const int Least = 32 * 1024;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private static readonly LagLimits Patient = new(1_000_000, 1_000_000_000);

    private readonly ManualTime _time = new();
    private readonly StreamRegistry _registry;
    private readonly TimerWheel _wheel;
    private readonly TimerWheel _paceWheel;
    private int _id;

    public BroadcastFramesTests()
    {
        _registry = new StreamRegistry(_time);
        _wheel = new TimerWheel(_time);
        _paceWheel = new TimerWheel(_time, StreamPace.Step);
    }

    public void Dispose()
    {
        _registry.Dispose();
        _wheel.Dispose();
        _paceWheel.Dispose();
    }

    [Fact]
    public async Task Envelopes_are_shared_and_batches_are_made_of_the_streams_own_queue()
    {
        var envelope = Join(new Listener(Envelope(batch: 1)));
        var batched = Join(new Listener(Envelope(batch: 3), pace: Pace(TimeSpan.Zero)));
        await batched.ParkedAsync();
        Assert.Equal(2, _registry.Broadcast("a", Room));
        Assert.Equal(2, _registry.Broadcast("b", Room));
        Assert.Equal("Envelope", Assert.Single(_registry.EventsOf(Room)!.Tracks).Formatter.GetType().Name[..8]);
        Assert.Equal(1, _registry.EventsOf(Room)!.Tracks[0].Members);

        foreach (var end in new[] { await envelope.EndAsync(), await batched.EndAsync() })
        {
            Assert.Equal((CompletionReason.Completed, 2, 0), (end.Reason, end.EventsSent, end.EventsDropped));
        }

        Assert.Equal("data: {\"type\":\"message\",\"data\":\"a\"}\n\ndata: {\"type\":\"message\",\"data\":\"b\"}\n\n", envelope.Received());
        Assert.Equal(["a", "b"], Texts(batched));
    }

    [Fact]
    public async Task Group_events_wait_for_the_interval_between_flushes()
    {
        var listener = Join(new Listener(pace: Pace(Interval)));
        _registry.Broadcast("a", Room);
        await listener.UntilAsync("a\n\n");
        await listener.ParkedAsync();
        _registry.Broadcast("b", Room);
        SpinUntil(() => _paceWheel.Count == 1);
        _registry.Broadcast("c", Room);
        Assert.Equal(["a"], listener.Events());

        _time.Advance(Interval + StreamPace.Step);
        await listener.UntilAsync("c\n\n");
        Assert.Equal(["a", "b", "c"], listener.Events());
        Assert.Equal(3, (await listener.EndAsync()).EventsSent);
    }

    [Theory]
    [InlineData("last")]
    [InlineData("1|last|2")]
    public async Task A_terminal_group_event_does_not_wait_for_the_interval_and_takes_what_waits_with_it(string news)
    {
        var listener = Join(new Listener(new Ending(), pace: Pace(Interval)));
        _registry.Broadcast("a", Room);
        await listener.UntilAsync("a\n\n");
        await listener.ParkedAsync();
        _registry.Broadcast("b", Room);
        SpinUntil(() => _paceWheel.Count == 1);
        foreach (var text in news.Split('|'))
        {
            _registry.Broadcast(text, Room);
        }

        await listener.UntilAsync("last\n\n");

        // It hurries what is with it and before it, and nobody else.
        await listener.ParkedAsync();
        var flushed = listener.Events();
        _registry.Broadcast("next", Room);
        SpinUntil(() => _paceWheel.Count == 1);
        Assert.Equal(flushed, listener.Events());
        _time.Advance(Interval + StreamPace.Step);
        await listener.UntilAsync("next\n\n");
        Assert.Equal(["a", "b", .. news.Split('|'), "next"], listener.Events());
        await listener.EndAsync();
    }

    [Fact]
    public async Task Group_events_that_wait_when_the_client_leaves_were_not_sent()
    {
        var listener = Join(new Listener(pace: Pace(Interval)));
        _registry.Broadcast("a", Room);
        await listener.UntilAsync("a\n\n");
        _registry.Broadcast("b", Room);
        SpinUntil(() => _paceWheel.Count == 1);
        listener.Pump!.Stop(CompletionReason.ClientAborted);
        listener.Abort();
        var completion = await listener.Running.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal((CompletionReason.ClientAborted, 1, 1), (completion.Reason, completion.EventsSent, completion.EventsDropped));
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public async Task Streams_of_every_make_get_the_same_events_in_the_order_of_each_sender(int seed)
    {
        const int senders = 3;
        const int each = 1_000;
        const int own = 500;
        Listener[] listeners =
        [
            Join(Make()), Join(Make(Envelope(1))), Join(Make(Envelope(7), TimeSpan.Zero)), Join(Make(Envelope(50), TimeSpan.Zero, TimeSpan.FromMilliseconds(20))),
            Join(Make(interval: Interval)), Join(Make(Envelope(1), Interval)), Join(Make(Envelope(5), Interval, TimeSpan.FromMilliseconds(20))),
        ];
        var reached = 0L;
        var sending = Task.WhenAll(
        [
            .. Enumerable.Range(0, senders).Select(sender => Task.Run(() =>
            {
                var random = new Random((seed * 10) + sender);
                for (var i = 0; i < each; i++)
                {
                    Interlocked.Add(ref reached, _registry.Broadcast($"{sender}:{i}:{new string('x', random.Next(40))}", Room));
                }
            })),
            .. listeners.Select(listener => Task.Run(async () =>
            {
                for (var i = 0; i < own; i++)
                {
                    Assert.True(await listener.Sender.SendAsync($"own:{i}:"));
                }
            })),
        ]);
        while (!sending.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(25));
            await Task.Yield();
        }

        await sending;
        Assert.Equal(senders * each * listeners.Length, reached);
        foreach (var listener in listeners)
        {
            var completion = await listener.EndAsync();
            Assert.Equal((CompletionReason.Completed, (senders * each) + own, 0), (completion.Reason, completion.EventsSent, completion.EventsDropped));
            var texts = Texts(listener).Select(text => text.Split(':')).ToLookup(parts => parts[0], parts => int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture));
            Assert.Equal(Enumerable.Range(0, own), texts["own"]);
            Assert.All(Enumerable.Range(0, senders), sender => Assert.Equal(Enumerable.Range(0, each), texts[$"{sender}"]));
        }
    }

    [Fact]
    public async Task A_broadcast_over_the_limit_of_one_format_throws_and_reaches_nobody()
    {
        var limited = Join(new Listener(Envelope(1, Least)));
        var free = Join(new Listener());
        var fits = new string('x', Least - 100);
        foreach (var size in new[] { Least, 1 << 20, 8 << 20 })
        {
            var exception = Assert.Throws<InvalidOperationException>(() => _registry.Broadcast(new string('y', size), Room));
            Assert.Contains("MaxFrameBytes allows, which is 32768", exception.Message, StringComparison.Ordinal);
        }

        Assert.Equal(2, _registry.Broadcast(fits, Room));
        foreach (var listener in new[] { limited, free })
        {
            var completion = await listener.EndAsync();
            Assert.Equal((CompletionReason.Completed, 1, 0), (completion.Reason, completion.EventsSent, completion.EventsDropped));
            Assert.Equal([fits], Texts(listener));
        }
    }

    [Fact]
    public async Task A_frame_of_one_format_is_not_counted_against_the_limit_of_the_next()
    {
        // The first frame fills the buffer to its last byte, so that the second one has to make it larger.
        var free = Join(new Listener(new Constant(2 << 20, int.MaxValue)));
        var limited = Join(new Listener(new Constant(1, Least)));
        Assert.Equal(2, _registry.Broadcast("any", Room));
        Assert.Equal(1, (await limited.EndAsync()).BytesSent);
        Assert.Equal(2 << 20, (await free.EndAsync()).BytesSent);
    }

    [Fact]
    public async Task A_broadcast_over_the_limit_of_a_stream_that_has_it_from_its_queue_fails_that_stream_alone()
    {
        var batched = Join(new Listener(Envelope(3, Least), pace: Pace(TimeSpan.Zero)));
        var free = Join(new Listener());
        Assert.Equal(2, _registry.Broadcast("before", Room));
        await batched.UntilAsync("before");
        Assert.Equal(2, _registry.Broadcast(new string('y', Least), Room));
        var failed = await batched.Running.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal((CompletionReason.Faulted, 1, 1), (failed.Reason, failed.EventsSent, failed.EventsDropped));
        Assert.Equal(2, (await free.EndAsync()).EventsSent);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Group_events_behind_more_than_half_a_batch_of_own_ones_are_read_at_once(bool ends)
    {
        var formatter = new Hooked();
        var listener = new Listener(formatter);
        _registry.Register("0", listener.Sender, new StreamMetadata { Group = Room });
        for (var i = 0; i < 12; i++)
        {
            listener.Sender.TrySend(new string('x', 2_000));
        }

        // While the pump writes the first of them for the first time, so that it has not looked at the log before, and is not parked there.
        formatter.OnWrite = () =>
        {
            Assert.Equal(1, _registry.Broadcast("news", Room));
            if (ends)
            {
                listener.Sender.EndStream();
            }
        };
        listener.Start(_wheel);
        await listener.UntilAsync("news");
        var completion = await listener.EndAsync();
        Assert.Equal((CompletionReason.Completed, 13, 0), (completion.Reason, completion.EventsSent, completion.EventsDropped));
    }

    [Fact]
    public async Task What_is_held_back_does_not_keep_own_events_from_being_read()
    {
        var listener = Join(new Listener(pace: Pace(Interval)));
        _registry.Broadcast("a", Room);
        await listener.UntilAsync("a\n\n");
        _registry.Broadcast(new string('x', 20_000), Room);
        SpinUntil(() => _paceWheel.Count == 1);
        listener.Sender.TrySend("own");
        listener.Sender.EndStream();
        await listener.Running.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(["a", new string('x', 20_000), "own"], listener.Events());
    }

    private static void SpinUntil(Func<bool> condition) => Assert.True(SpinWait.SpinUntil(condition, TimeSpan.FromSeconds(60)), "It does not come to pass.");

    private static FrameFormatter<string> Envelope(int batch, int most = int.MaxValue) =>
        FrameFormatters.Create<string>(new FrameFormat { Mode = StreamMode.Sse, Envelope = StreamEnvelope.TypeData, BatchCount = batch, MaxFrameBytes = most, Json = static _ => throw new NotSupportedException() });

    private static List<string> Texts(Listener listener) => listener.Received().Contains("data: {", StringComparison.Ordinal)
        ? [.. EnvelopeReader.Messages(Encoding.UTF8.GetBytes(listener.Received())).Select(message => message.GetProperty("data").GetString()!)]
        : [.. listener.Events()];

    private Listener Make(FrameFormatter<string>? formatter = null, TimeSpan? interval = null, TimeSpan delay = default) =>
        new(formatter, Patient, capacity: 1 << 14, pace: interval is { } least ? new StreamPace(_paceWheel, delay, least) : null);

    private StreamPace Pace(TimeSpan interval) => new(_paceWheel, TimeSpan.Zero, interval);

    private Listener Join(Listener listener)
    {
        listener.Start(_wheel);
        _registry.Register($"{_id++}", listener.Sender, new StreamMetadata { Group = Room });
        return listener;
    }

    /// <summary>Frames of one size whatever the event.</summary>
    private sealed class Constant : Hooked
    {
        private readonly byte[] _frame;

        public Constant(int size, int most)
        {
            MaxFrameBytes = most;
            _frame = new byte[size];
            _frame.AsSpan().Fill((byte)'x');
        }

        public override void WriteEvent(FrameBuffer buffer, string value, long index) => buffer.Write(_frame);
    }

    /// <summary>Has an event that is the last of somebody's work.</summary>
    private sealed class Ending : Hooked
    {
        public override bool IsTerminal(string value) => value == "last";
    }

    /// <summary>Runs something when it writes its first event.</summary>
    private class Hooked : FrameFormatter<string>
    {
        public Action? OnWrite { get; set; }

        public override StreamMode Mode => StreamMode.Sse;

        public override string ContentType => "text/event-stream";

        public override void WriteEvent(FrameBuffer buffer, string value, long index)
        {
            var onWrite = OnWrite;
            OnWrite = null;
            onWrite?.Invoke();
            Listener.Sse.WriteEvent(buffer, value, index);
        }

        public override bool TryWriteHeartbeat(FrameBuffer buffer) => false;

        public override bool TryWriteFailure(FrameBuffer buffer, StreamFailure failure, long index) => false;
    }
}
