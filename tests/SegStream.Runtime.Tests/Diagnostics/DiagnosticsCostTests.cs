using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.IO.Pipelines;
using SegStream.Channels;
using SegStream.Delivery;
using SegStream.Diagnostics;
using SegStream.Framing;
using SegStream.Runtime.Tests.Hosting;
using SegStream.Sending;

namespace SegStream.Runtime.Tests.Diagnostics;

/// <summary>What being observable costs a stream.</summary>
[Collection(MeasuredAlone.Name)]
public sealed class DiagnosticsCostTests
{
    private const int Events = 10_000;

    [Fact]
    public void No_activity_is_made_while_nobody_traces()
    {
        Assert.Null(Activity.Current);
        StreamTracing.Start("T", StreamMode.Sse);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Events; i++)
        {
            Assert.Null(StreamTracing.Start("T", StreamMode.Sse));
            StreamTracing.Stop(null, null!);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Events - 1);
    }

    [Fact]
    public void Measuring_an_event_and_its_flush_allocates_nothing()
    {
        // Without optimization the compiler makes the pump's state machines objects: what counts is that being observed adds nothing to them.
        var alone = Allocated(observed: false, listening: false);
        AssertLessThanOneByteOfEach(Allocated(observed: true, listening: false) - alone);
        AssertLessThanOneByteOfEach(Allocated(observed: true, listening: true) - alone);

        // The runtime itself allocates now and then, when it compiles.
        static void AssertLessThanOneByteOfEach(long more) => Assert.InRange(more, -Events + 1, Events - 1);
    }

    private static long Allocated(bool observed, bool listening)
    {
        using var meters = new OwnMeters();
        using var metrics = new StreamMetrics(meters);
        var flushes = 0;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (listening && ReferenceEquals(instrument.Meter.Scope, meters))
            {
                own.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((_, _, _, _) => flushes++);
        listener.Start();
        using var wheel = new TimerWheel(TimeProvider.System);
        var stream = new InlineStream(observed ? metrics.Of("T", StreamMode.Text) : null, wheel);
        stream.Run(100);
        flushes = 0;

        var before = GC.GetAllocatedBytesForCurrentThread();
        stream.Run(Events);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(listening ? Events : 0, flushes);
        return allocated;
    }

    /// <summary>A stream whose pump runs on the sender's thread, event by event, into nowhere.</summary>
    private sealed class InlineStream : IStreamOutput
    {
        private readonly StreamChannel<string> _channel = new(new ChannelLimits(1024, 800, 300));
        private readonly Sink _sink = new();

        public InlineStream(EndpointMetrics? metrics, TimerWheel wheel)
        {
            var pump = new StreamPump<string>(new WokenInline(_channel), new LineFormatterOfTests(), this, new StreamLifetime(), wheel, default, static _ => default, metrics: metrics);
            metrics?.Open(pump);
            _ = pump.RunAsync();
        }

        public bool IsConnected => true;

        public PipeWriter Start() => _sink;

        public ValueTask<FlushResult> FlushHeadAsync() => default;

        public void Abort()
        {
        }

        public void Run(int events)
        {
            for (var i = 0; i < events; i++)
            {
                _channel.TrySend("x");
            }
        }
    }

    /// <summary>The events of a channel whose pump always goes on where the event was sent.</summary>
    private sealed class WokenInline(StreamChannel<string> channel) : StreamSource<string>
    {
        private readonly ChannelSource<string> _source = new(channel);

        public override CompletionReason EndReason => _source.EndReason;

        public override Exception? EndException => _source.EndException;

        public override bool WakesInline => true;

        public override void Attach(IChannelReaderWakeUp reader) => _source.Attach(reader);

        public override ReadState TryRead(out string item) => _source.TryRead(out item!);

        public override bool TryPark() => _source.TryPark();

        public override void Unpark() => _source.Unpark();

        public override void RequestStop(CompletionReason reason, Exception? exception) => _source.RequestStop(reason, exception);

        public override long Discard() => _source.Discard();
    }

    private sealed class LineFormatterOfTests : FrameFormatter<string>
    {
        public override StreamMode Mode => StreamMode.Text;

        public override string ContentType => "text/plain";

        public override void WriteEvent(FrameBuffer buffer, string value, long index) => buffer.Write((byte)'x');

        public override bool TryWriteHeartbeat(FrameBuffer buffer) => false;

        public override bool TryWriteFailure(FrameBuffer buffer, StreamFailure failure, long index) => false;
    }

    private sealed class Sink : PipeWriter
    {
        private readonly byte[] _memory = new byte[64 * 1024];

        public override void Advance(int bytes)
        {
        }

        public override Memory<byte> GetMemory(int sizeHint = 0) => _memory;

        public override Span<byte> GetSpan(int sizeHint = 0) => _memory;

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => default;

        public override void CancelPendingFlush()
        {
        }

        public override void Complete(Exception? exception = null)
        {
        }
    }

    private sealed class OwnMeters : IMeterFactory
    {
        public Meter Create(MeterOptions options) => new(options.Name, null, null, this);

        public void Dispose()
        {
        }
    }
}
