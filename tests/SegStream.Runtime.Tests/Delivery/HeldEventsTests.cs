using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using SegStream.Channels;
using SegStream.Delivery;
using SegStream.Diagnostics;
using SegStream.Framing;
using SegStream.Runtime.Tests.Hosting;
using SegStream.Sending;

namespace SegStream.Runtime.Tests.Delivery;

/// <summary>Events that wait for company in their frame, or for the interval between flushes.</summary>
public sealed class HeldEventsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(100);

    private readonly ManualTime _time = new();

    [Fact]
    public async Task Without_a_delay_a_batch_is_what_is_there_at_once()
    {
        await using var stream = Open(batch: 3);
        stream.Send("a");
        Assert.Equal([Frame("a")], stream.Flushes());
        stream.SendTogether("b", "c", "d", "e");
        await stream.FlushedAsync(2);
        Assert.Equal([Frame("a"), Frame("b", "c", "d") + Frame("e")], stream.Flushes());
    }

    [Fact]
    public async Task An_event_waits_for_company_and_no_longer_than_the_delay()
    {
        await using var stream = Open(batch: 10, delay: Delay);
        stream.Send("a");
        stream.Pass(Delay / 2);
        stream.Send("b");
        Assert.Empty(stream.Flushes());
        stream.Pass((Delay / 2) + StreamPace.Step);
        await stream.FlushedAsync(1);
        Assert.Equal([Frame("a", "b")], stream.Flushes());

        stream.Send("c");
        stream.Pass(Delay / 2);
        Assert.Single(stream.Flushes());
        stream.Pass((Delay / 2) + StreamPace.Step);
        await stream.FlushedAsync(2);
        Assert.Equal(Frame("c"), stream.Flushes()[1]);
    }

    [Fact]
    public async Task A_full_batch_leaves_at_once_and_what_is_behind_it_waits()
    {
        await using var stream = Open(batch: 2, delay: Delay);
        stream.Send("a");
        stream.Pass(TimeSpan.FromMilliseconds(25));
        stream.SendTogether("b", "c");
        await stream.FlushedAsync(1);
        Assert.Equal([Frame("a", "b")], stream.Flushes());
        stream.Pass(Delay + StreamPace.Step);
        await stream.FlushedAsync(2);
        Assert.Equal([Frame("a", "b"), Frame("c")], stream.Flushes());
    }

    [Fact]
    public async Task The_end_never_waits_and_takes_what_waits_with_it()
    {
        await using var stream = Open(batch: 10, delay: Delay, interval: Delay);
        stream.Send("a", "b");
        stream.Channel.TryEnd(CompletionReason.Completed, null);
        var completion = await stream.Running.WaitAsync(Patience);
        Assert.Equal(Frame("a", "b"), string.Concat(stream.Flushes()));
        Assert.Equal((CompletionReason.Completed, 2, 0), (completion.Reason, completion.EventsSent, completion.EventsDropped));
        Assert.Equal(Encoding.UTF8.GetByteCount(Frame("a", "b")), completion.BytesSent);
        Assert.Equal(0, stream.PaceWheel.Count);
    }

    [Fact]
    public async Task A_failure_comes_behind_the_events_before_it()
    {
        await using var stream = Open(batch: 10, delay: Delay);
        stream.Send("a", "b", "poison");
        var completion = await stream.Running.WaitAsync(Patience);
        Assert.Equal(Frame("a", "b") + "data: {\"type\":\"error\",\"error_code\":\"code\",\"message\":\"text\"}\n\n", string.Concat(stream.Flushes()));
        Assert.Equal((CompletionReason.Faulted, 2, 1), (completion.Reason, completion.EventsSent, completion.EventsDropped));
    }

    [Fact]
    public async Task Events_that_wait_when_the_client_leaves_were_not_sent()
    {
        await using var stream = Open(batch: 2, delay: Delay);
        stream.Send("a", "b");
        await stream.FlushedAsync(1);
        stream.Send("c");
        stream.Pump.Stop(CompletionReason.ClientAborted);
        var completion = await stream.Running.WaitAsync(Patience);
        Assert.Equal((CompletionReason.ClientAborted, 2, 1), (completion.Reason, completion.EventsSent, completion.EventsDropped));
        Assert.Equal(0, stream.PaceWheel.Count);
    }

    [Fact]
    public async Task A_gap_closes_the_batch()
    {
        await using var stream = Open(batch: 10, delay: Delay, policy: OverflowPolicy.DropOldest, capacity: 4);
        stream.SendTogether(["a", .. Enumerable.Range(0, 10).Select(i => $"{i}")]);
        stream.Channel.TryEnd(CompletionReason.Completed, null);
        var completion = await stream.Running.WaitAsync(Patience);
        Assert.Equal(Frame("a") + "data: {\"type\":\"gap\",\"dropped\":6}\n\n" + Frame("6", "7", "8", "9"), string.Concat(stream.Flushes()));
        Assert.Equal((5, 6), (completion.EventsSent, completion.EventsDropped));
    }

    [Fact]
    public async Task An_event_that_shares_no_frame_completes_the_one_before_it()
    {
        await using var stream = Open(batch: 10, delay: Delay);
        stream.Send("a", "b", "alone", "c");
        stream.Channel.TryEnd(CompletionReason.Completed, null);
        await stream.Running.WaitAsync(Patience);
        Assert.Equal(Frame("a", "b") + Frame("alone") + Frame("c"), string.Concat(stream.Flushes()));
    }

    [Fact]
    public async Task A_terminal_event_does_not_wait()
    {
        await using var stream = Open(batch: 10, delay: Delay, interval: Delay);
        stream.Send("a");
        stream.Send("last");
        await stream.FlushedAsync(1);
        Assert.Equal([Frame("a", "last")], stream.Flushes());

        // It hurries what is with it, and nothing that comes later.
        stream.Send("next");
        Assert.Single(stream.Flushes());
        stream.Pass(Delay + StreamPace.Step);
        await stream.FlushedAsync(2);
        Assert.Equal(Frame("next"), stream.Flushes()[1]);
    }

    [Fact]
    public async Task A_batch_that_is_large_enough_for_a_flush_is_complete()
    {
        await using var stream = Open(batch: 10_000, delay: Delay);
        var large = new string('x', 20_000);
        stream.Send(large);
        Assert.Empty(stream.Flushes());
        stream.Send(large);
        await stream.FlushedAsync(1);
        Assert.Equal([Frame(large, large)], stream.Flushes());
    }

    [Fact]
    public async Task There_is_one_flush_in_an_interval_and_the_first_event_does_not_wait()
    {
        await using var stream = Open(interval: Delay);
        stream.Send("a");
        Assert.Equal([Frame("a")], stream.Flushes());
        for (var i = 0; i < 3; i++)
        {
            stream.Send($"{i}");
            stream.Pass(TimeSpan.FromMilliseconds(25));
        }

        Assert.Single(stream.Flushes());
        stream.Pass(TimeSpan.FromMilliseconds(25) + StreamPace.Step);
        await stream.FlushedAsync(2);
        Assert.Equal([Frame("a"), Frame("0") + Frame("1") + Frame("2")], stream.Flushes());

        // A stream that was quiet for the interval owes nothing.
        stream.Pass(Delay * 2);
        stream.Send("b");
        await stream.FlushedAsync(3);
        Assert.Equal(Frame("b"), stream.Flushes()[2]);
    }

    [Fact]
    public async Task Thirty_two_kilobytes_do_not_wait_for_the_interval()
    {
        await using var stream = Open(interval: Delay);
        stream.Send("a");
        var large = new string('x', 20_000);
        stream.Send(large);
        Assert.Single(stream.Flushes());
        stream.Send(large);
        await stream.FlushedAsync(2);
        Assert.Equal(Frame(large) + Frame(large), stream.Flushes()[1]);
    }

    [Fact]
    public async Task A_heartbeat_that_falls_due_sends_what_waits_instead()
    {
        await using var stream = Open(batch: 10, delay: Delay * 20, heartbeat: Delay);
        stream.Send("a");
        stream.Pass(Delay * 2);
        await stream.FlushedAsync(1);
        Assert.Equal([Frame("a")], stream.Flushes());
        stream.Pass(Delay * 2);
        await stream.FlushedAsync(2);
        Assert.Equal(":\n\n", stream.Flushes()[1]);
    }

    [Fact]
    public async Task A_heartbeat_does_not_wait_for_the_interval()
    {
        await using var stream = Open(interval: Delay * 100, heartbeat: Delay);
        stream.Send("a");
        stream.Pass(Delay * 2);
        await stream.FlushedAsync(2);
        Assert.Equal([Frame("a"), ":\n\n"], stream.Flushes());
    }

    [Fact]
    public async Task A_piece_without_bytes_is_sent_with_what_stands_before_it()
    {
        await using var stream = Open(interval: Delay, formatter: FrameFormatters.Create<string>(new FrameFormat { Mode = StreamMode.Chunked, Json = _ => throw new NotSupportedException() }));
        stream.Send("");
        Assert.Equal((0, 1L), (stream.Flushes().Count, stream.Sent));

        // It was no flush, so the first bytes do not wait.
        stream.Send("a");
        stream.Send("");
        Assert.Equal(3, stream.Sent);
        stream.Send("b");
        stream.Send("");
        Assert.Equal(["a"], stream.Flushes());
        Assert.Equal(3, stream.Sent);
        stream.Pass(Delay + StreamPace.Step);
        await stream.FlushedAsync(2);
        Assert.Equal(["a", "b"], stream.Flushes());
        Assert.Equal(5, stream.Sent);

        stream.Send("c", "");
        stream.Pump.Stop(CompletionReason.ClientAborted);
        var completion = await stream.Running.WaitAsync(Patience);
        Assert.Equal((5, 2), (completion.EventsSent, completion.EventsDropped));
    }

    [Fact]
    public async Task Events_that_wait_in_a_batch_do_not_count_as_sent()
    {
        await using var stream = Open(batch: 10, delay: Delay);
        stream.Send("a");
        stream.Send("b");
        Assert.Equal(0, stream.Sent);
        stream.Pass(Delay + StreamPace.Step);
        await stream.FlushedAsync(1);
        Assert.Equal(2, stream.Sent);
    }

    [Fact]
    public async Task A_stream_is_not_idle_while_events_come_and_wait()
    {
        await using var stream = Open(batch: 10, delay: Delay * 9, idle: Delay * 10);
        stream.Send("a");
        stream.Pass(Delay * 9.5);
        await stream.FlushedAsync(1);

        // Waits until after the idle timeout, counted from the flush.
        stream.Pass(Delay * 8);
        stream.Send("b");
        stream.Pass(Delay * 4);
        Assert.Null(stream.Channel.EndReason);
        stream.Pass(Delay * 5.5);
        await stream.FlushedAsync(2);
        Assert.Equal([Frame("a"), Frame("b")], stream.Flushes());
        Assert.Equal(SendResult.Accepted, stream.Channel.TrySend("c"));
        stream.Pass(Delay * 9.5);
        await stream.FlushedAsync(3);
        stream.Pass(Delay * 11);
        Assert.Equal(CompletionReason.IdleTimeout, (await stream.Running.WaitAsync(Patience)).Reason);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Events_of_many_senders_arrive_once_and_in_the_order_of_each(int seed)
    {
        await using var stream = Open(batch: 7, delay: TimeSpan.FromMilliseconds(5), interval: TimeSpan.FromMilliseconds(5));
        const int each = 5_000;
        var senders = Enumerable.Range(0, 3).Select(sender => Task.Run(async () =>
        {
            var random = new Random((seed * 10) + sender);
            for (var i = 0; i < each; i++)
            {
                Assert.True(await stream.Channel.SendAsync($"{sender}:{i}", default));
                if (random.Next(50) == 0)
                {
                    _time.Advance(TimeSpan.FromMilliseconds(25));
                }
            }
        })).ToArray();

        // Time passes until all have sent: who waits at the watermark waits for a flush.
        var sending = Task.WhenAll(senders);
        while (!sending.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(25));
            await Task.Yield();
        }

        await sending.WaitAsync(Patience);
        stream.Channel.TryEnd(CompletionReason.Completed, null);
        var completion = await stream.Running.WaitAsync(Patience);

        Assert.Equal((3L * each, 0L), (completion.EventsSent, completion.EventsDropped));
        var messages = SegStream.Tests.Framing.EnvelopeReader.Messages(Encoding.UTF8.GetBytes(string.Concat(stream.Flushes()))).Select(message => message.GetProperty("data").GetString()!.Split(':')).ToList();
        for (var sender = 0; sender < 3; sender++)
        {
            Assert.Equal(Enumerable.Range(0, each), messages.Where(message => message[0] == $"{sender}").Select(message => int.Parse(message[1])));
        }
    }

    private static string Frame(params string[] texts)
    {
        var messages = texts.Select(text => $"{{\"type\":\"message\",\"data\":\"{text}\"}}").ToList();
        return messages.Count == 1 ? $"data: {messages[0]}\n\n" : $"data: {{\"type\":\"batch\",\"messages\":[{string.Join(",", messages)}],\"count\":{messages.Count}}}\n\n";
    }

    private OpenStream Open(int batch = 1, TimeSpan delay = default, TimeSpan interval = default, TimeSpan? heartbeat = null, TimeSpan? idle = null, FrameFormatter<string>? formatter = null, OverflowPolicy policy = OverflowPolicy.Wait, int capacity = 1024) =>
        new(_time, formatter ?? new Texts(batch), new StreamPace(new TimerWheel(_time, StreamPace.Step), delay, interval), PumpLimits.From(heartbeat, idle, null, null), new ChannelLimits(capacity, capacity, capacity / 3, policy));

    /// <summary>A stream that notes what each of its flushes has sent.</summary>
    private sealed class OpenStream : PipeWriter, IStreamOutput, IAsyncDisposable
    {
        private readonly ManualTime _time;
        private readonly ArrayBufferWriter<byte> _unflushed = new();
        private readonly List<string> _flushes = [];
        private readonly TimerWheel _wheel;
        private readonly FrameFormatter<string> _formatter;

        public OpenStream(ManualTime time, FrameFormatter<string> formatter, StreamPace pace, PumpLimits limits, ChannelLimits queue)
        {
            _time = time;
            _formatter = formatter;
            _wheel = new TimerWheel(time);
            PaceWheel = pace.Wheel;
            Channel = new StreamChannel<string>(queue);
            Pump = new StreamPump<string>(new ChannelSource<string>(Channel), formatter, this, new StreamLifetime(), _wheel, limits, _ => new StreamFailure("code", "text"), pace);

            // Returns when the pump has nothing to do and has parked.
            Running = Pump.RunAsync();
        }

        public TimerWheel PaceWheel { get; }

        public StreamChannel<string> Channel { get; }

        public StreamPump<string> Pump { get; }

        public Task<StreamCompletion> Running { get; }

        /// <summary>Events that count as sent so far.</summary>
        public long Sent => ((IObservedStream)Pump).Read().Events;

        public bool IsConnected => true;

        public PipeWriter Start() => this;

        public ValueTask<FlushResult> FlushHeadAsync() => default;

        public void Abort()
        {
        }

        /// <summary>Sends to a stream that is parked; the pump runs inside of the call.</summary>
        public void Send(params string[] values)
        {
            _time.Advance(InlineAllowance.Interval * 2);
            foreach (var value in values)
            {
                Channel.TrySend(value);
            }
        }

        /// <summary>Sends while the pump is busy with the first of the events.</summary>
        public void SendTogether(params string[] values)
        {
            ((Texts)_formatter).OnWrite = () =>
            {
                foreach (var value in values[1..])
                {
                    Assert.Equal(SendResult.Accepted, Channel.TrySend(value));
                }
            };
            Send(values[0]);
        }

        public void Pass(TimeSpan time) => _time.Advance(time);

        public List<string> Flushes()
        {
            lock (_flushes)
            {
                return [.. _flushes];
            }
        }

        public async Task FlushedAsync(int count)
        {
            using var watchdog = new CancellationTokenSource(Patience);
            while (Flushes().Count < count)
            {
                watchdog.Token.ThrowIfCancellationRequested();
                await Task.Yield();
            }

            await ParkedAsync();
        }

        public async ValueTask DisposeAsync()
        {
            Channel.TryEnd(CompletionReason.Completed, null);
            await Running.WaitAsync(Patience);
            _wheel.Dispose();
            PaceWheel.Dispose();
        }

        public override Memory<byte> GetMemory(int sizeHint = 0) => _unflushed.GetMemory(sizeHint);

        public override Span<byte> GetSpan(int sizeHint = 0) => _unflushed.GetSpan(sizeHint);

        public override void Advance(int bytes) => _unflushed.Advance(bytes);

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
        {
            lock (_flushes)
            {
                _flushes.Add(Encoding.UTF8.GetString(_unflushed.WrittenSpan));
            }

            _unflushed.ResetWrittenCount();
            return default;
        }

        public override void CancelPendingFlush()
        {
        }

        public override void Complete(Exception? exception = null)
        {
        }

        private async Task ParkedAsync()
        {
            using var watchdog = new CancellationTokenSource(Patience);
            while (!Channel.HasParkedReader && !Running.IsCompleted)
            {
                watchdog.Token.ThrowIfCancellationRequested();
                await Task.Yield();
            }
        }
    }

    /// <summary>Strings in envelopes.</summary>
    private sealed class Texts(int batch) : EnvelopeFormatter<string>(new FrameFormat { Mode = StreamMode.Sse, Envelope = StreamEnvelope.TypeData, BatchCount = batch, Json = _ => throw new NotSupportedException() })
    {
        public Action? OnWrite { get; set; }

        public override void WriteMessage(FrameBuffer buffer, string value)
        {
            if (value == "poison")
            {
                buffer.Write("half"u8);
                throw new FormatException();
            }

            EnvelopeJson.WriteText(buffer, NamelessType, value);
            var onWrite = OnWrite;
            OnWrite = null;
            onWrite?.Invoke();
        }

        public override bool IsTerminal(string value) => value == "last";

        public override bool IsBatched(string value) => value != "alone";
    }
}
