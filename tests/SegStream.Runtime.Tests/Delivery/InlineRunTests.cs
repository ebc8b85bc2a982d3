using System.IO.Pipelines;
using System.Text;
using SegStream.Channels;
using SegStream.Delivery;
using SegStream.Framing;
using SegStream.Runtime.Tests.Hosting;
using SegStream.Sending;

namespace SegStream.Runtime.Tests.Delivery;

public sealed class InlineRunTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Whether this thread is inside of a send of the test. Thread numbers would not tell: the pool may run the rest of a stream on the very thread that has sent.</summary>
    [ThreadStatic]
    private static bool _sending;

    private readonly ManualTime _time = new();

    [Fact]
    public void An_event_that_finds_the_stream_idle_is_written_before_the_send_returns()
    {
        var stream = Open(new Recorder());

        stream.Send("a");

        Assert.Equal("a", stream.Written());
        Assert.Equal([true], stream.Formatter.WrittenBySender);
    }

    [Fact]
    public async Task Wake_ups_in_quick_succession_go_to_the_pool()
    {
        var stream = Open(new Recorder());

        // No time passes by the stream's clock: a producer may send a few events in a row, and then has used up what it has.
        for (var i = 0; i < InlineAllowance.InARow; i++)
        {
            stream.Send("a");
        }

        stream.Send("b");
        Assert.Equal("aaaaaaaab", await stream.WrittenAsync(InlineAllowance.InARow + 1));

        await stream.ParkedAsync();
        _time.Advance(InlineAllowance.Interval);
        stream.Send("c");
        Assert.Equal("aaaaaaaabc", stream.Written());
        Assert.Equal([.. Enumerable.Repeat(true, InlineAllowance.InARow), false, true], stream.Formatter.WrittenBySender);
    }

    [Fact]
    public async Task The_end_of_a_stream_is_not_run_by_who_ends_it()
    {
        var stream = Open(new Recorder());
        var endedBySender = stream.Running.ContinueWith(_ => _sending, TaskContinuationOptions.ExecuteSynchronously);

        _sending = true;
        stream.Channel.TryEnd(CompletionReason.Completed, null);
        _sending = false;

        Assert.False(await endedBySender.WaitAsync(Patience));
        Assert.False(stream.Formatter.EndedBySender);
        Assert.Equal(CompletionReason.Completed, (await stream.Running).Reason);
    }

    [Fact]
    public async Task A_pump_is_never_run_inside_of_another_one()
    {
        var inner = Open(new Recorder());
        var outer = Open(new Recorder { OnWrite = () => inner.Channel.TrySend("inner") });

        outer.Send("outer");

        Assert.Equal("outer", outer.Written());
        Assert.Equal("inner", await inner.WrittenAsync("inner".Length));
        Assert.Equal([true], outer.Formatter.WrittenBySender);
        Assert.Equal([false], inner.Formatter.WrittenBySender);
    }

    [Fact]
    public async Task A_sender_runs_one_batch_and_no_more()
    {
        var stream = Open(new Recorder());
        var large = new string('x', 20_000);

        // While the first event is formatted, more than a batch comes in behind it.
        stream.Formatter.OnWrite = () =>
        {
            stream.Formatter.OnWrite = null;
            stream.Channel.TrySend(large);
            stream.Channel.TrySend(large);
            stream.Channel.TrySend(large);
        };
        stream.Send("a");

        await stream.WrittenAsync(1 + (3 * large.Length));
        Assert.Equal([true, true, true, false], stream.Formatter.WrittenBySender);
    }

    [Fact]
    public async Task Events_that_many_threads_send_to_an_idle_stream_all_arrive()
    {
        var stream = Open(new Recorder());
        const int each = 20_000;
        var sending = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < each; i++)
            {
                Assert.True(await stream.Channel.SendAsync("x", default));
                if (i % 64 == 0)
                {
                    _time.Advance(InlineAllowance.Interval * 2);
                }
            }
        }));

        await Task.WhenAll(sending).WaitAsync(Patience);
        stream.Channel.TryEnd(CompletionReason.Completed, null);

        Assert.Equal(4 * each, (await stream.Running.WaitAsync(Patience)).EventsSent);
    }

    private OpenStream Open(Recorder formatter) => new(formatter, new TimerWheel(_time));

    private sealed class OpenStream : IStreamOutput
    {
        private readonly Pipe _pipe = new(new PipeOptions(pauseWriterThreshold: 0));
        private readonly StringBuilder _written = new();

        public OpenStream(Recorder formatter, TimerWheel wheel)
        {
            Formatter = formatter;
            var pump = new StreamPump<string>(new ChannelSource<string>(Channel), formatter, this, new StreamLifetime(), wheel, default, _ => default);

            // Returns when the pump has nothing to do and has parked.
            Running = pump.RunAsync();
        }

        public StreamChannel<string> Channel { get; } = new(new ChannelLimits(1024, 800, 300));

        public Recorder Formatter { get; }

        public Task<StreamCompletion> Running { get; }

        public bool IsConnected => true;

        public PipeWriter Start() => _pipe.Writer;

        public ValueTask<FlushResult> FlushHeadAsync() => default;

        public void Abort()
        {
        }

        public void Send(string value)
        {
            _sending = true;
            Assert.Equal(SendResult.Accepted, Channel.TrySend(value));
            _sending = false;
        }

        public string Written()
        {
            if (_pipe.Reader.TryRead(out var result))
            {
                _written.Append(Encoding.ASCII.GetString(result.Buffer));
                _pipe.Reader.AdvanceTo(result.Buffer.End);
            }

            return _written.ToString();
        }

        public async Task<string> WrittenAsync(int length)
        {
            using var watchdog = new CancellationTokenSource(Patience);
            while (Written().Length < length)
            {
                watchdog.Token.ThrowIfCancellationRequested();
                await Task.Yield();
            }

            return _written.ToString();
        }

        public async Task ParkedAsync()
        {
            using var watchdog = new CancellationTokenSource(Patience);
            while (!Channel.HasParkedReader)
            {
                watchdog.Token.ThrowIfCancellationRequested();
                await Task.Yield();
            }
        }
    }

    /// <summary>Writes strings as they are and notes who ran it.</summary>
    private sealed class Recorder : FrameFormatter<string>
    {
        public List<bool> WrittenBySender { get; } = [];

        public bool EndedBySender { get; private set; }

        public Action? OnWrite { get; set; }

        public override StreamMode Mode => StreamMode.Text;

        public override string ContentType => "text/plain";

        public override void WriteEvent(FrameBuffer buffer, string value, long index)
        {
            WrittenBySender.Add(_sending);
            buffer.Write(Encoding.ASCII.GetBytes(value));
            OnWrite?.Invoke();
        }

        public override void WriteEpilogue(FrameBuffer buffer, long index) => EndedBySender = _sending;

        public override bool TryWriteHeartbeat(FrameBuffer buffer) => false;

        public override bool TryWriteFailure(FrameBuffer buffer, StreamFailure failure, long index) => false;
    }
}
