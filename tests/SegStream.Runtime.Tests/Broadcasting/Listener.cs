using System.IO.Pipelines;
using System.Text;
using SegStream.Broadcasting;
using SegStream.Channels;
using SegStream.Delivery;
using SegStream.Framing;
using SegStream.Hosting;
using SegStream.Sending;

namespace SegStream.Runtime.Tests.Broadcasting;

/// <summary>A stream with a pump and a client in memory, which reads everything or, when it is stalled, nothing.</summary>
internal sealed class Listener : IStreamOutput
{
    public static readonly FrameFormatter<string> Sse = new SseTextFormatter();

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly StringBuilder _received = new();
    private readonly StreamLifetime _lifetime = new();
    private int _receivedLength;
    private readonly Pipe _pipe;
    private readonly ObservedWriter _writer;
    private readonly FrameFormatter<string> _formatter;
    private readonly LagLimits? _lag;
    private readonly PumpLimits _limits;
    private readonly TaskCompletionSource _read = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _broken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Listener(FrameFormatter<string>? formatter = null, LagLimits? lag = null, OverflowPolicy overflow = OverflowPolicy.Wait, PumpLimits limits = default, bool stalled = false, int capacity = 1024)
    {
        _formatter = formatter ?? Sse;
        _lag = lag;
        _limits = limits;
        Channel = new StreamChannel<string>(new ChannelLimits(capacity, capacity, 0, overflow), overflow == OverflowPolicy.Coalesce ? static value => new EventKey(value, null) : null);
        Sender = new StreamSender<string>(Channel, _lifetime, StreamMode.Sse);

        // The client's first byte that is not read holds a stalled stream up.
        _pipe = new Pipe(new PipeOptions(pauseWriterThreshold: stalled ? 1 : 0, resumeWriterThreshold: stalled ? 1 : 0, useSynchronizationContext: false));
        _writer = new ObservedWriter(_pipe.Writer);
        if (!stalled)
        {
            Resume();
        }
    }

    public StreamChannel<string> Channel { get; }

    public StreamSender<string> Sender { get; }

    public Task<StreamCompletion> Running { get; private set; } = Task.FromException<StreamCompletion>(new InvalidOperationException("The stream was not started."));

    /// <summary>Null until the stream is started.</summary>
    public StreamPump<string>? Pump { get; private set; }

    public bool IsConnected => true;

    /// <summary>Begins to run the stream.</summary>
    public Listener Start(TimerWheel wheel)
    {
        Pump = new StreamPump<string>(new ChannelSource<string>(Channel), _formatter, this, _lifetime, wheel, _limits, static exception => new StreamFailure("error", exception.Message), lag: _lag);
        Running = FinishAsync(Pump);
        _ = ReadAsync();
        return this;
    }

    /// <summary>A stalled client reads from now on.</summary>
    public void Resume() => _goOn.TrySetResult();

    /// <summary>The number of characters that the client has got so far.</summary>
    public int ReceivedLength => Volatile.Read(ref _receivedLength);

    /// <summary>What the client has got so far.</summary>
    public string Received()
    {
        lock (_received)
        {
            return _received.ToString();
        }
    }

    /// <summary>The events that the client has got so far, in the format of <see cref="Sse"/>, without heartbeats.</summary>
    public string[] Events() => [.. Received().Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Where(static frame => frame != ":").Select(static frame => frame.Replace("data: ", "", StringComparison.Ordinal))];

    /// <summary>Waits until the client has got something.</summary>
    public async Task<string> UntilAsync(string text)
    {
        using var watchdog = new CancellationTokenSource(Patience);
        string received;
        while (!(received = Received()).Contains(text, StringComparison.Ordinal))
        {
            Assert.False(watchdog.IsCancellationRequested, $"'{text}' did not come; what came is '{received}'.");
            await Task.Yield();
        }

        return received;
    }

    /// <summary>Waits until the pump has nothing to do.</summary>
    public async Task ParkedAsync()
    {
        using var watchdog = new CancellationTokenSource(Patience);
        while (!Channel.HasParkedReader)
        {
            Assert.False(watchdog.IsCancellationRequested, "The pump does not come to rest.");
            await Task.Yield();
        }
    }

    /// <summary>Ends the stream and waits for its completion, and for the client to have read everything.</summary>
    public async Task<StreamCompletion> EndAsync()
    {
        Sender.EndStream();
        Resume();
        return await Running.WaitAsync(Patience);
    }

    /// <summary>Sends a first event to a client that does not read, and waits until the pump is held up by it.</summary>
    public async Task<Listener> HoldUpAsync(string first = "hello")
    {
        Sender.TrySend(first);
        using var watchdog = new CancellationTokenSource(Patience);
        while (!_writer.IsHeldUp)
        {
            Assert.False(watchdog.IsCancellationRequested, "The pump is not held up.");
            await Task.Yield();
        }

        return this;
    }

    public PipeWriter Start() => _writer;

    public ValueTask<FlushResult> FlushHeadAsync() => default;

    public void Abort()
    {
        _broken.TrySetResult();
        _pipe.Reader.CancelPendingRead();
    }

    private async Task<StreamCompletion> FinishAsync(StreamPump<string> pump)
    {
        var completion = await pump.RunAsync();
        completion = pump.IsDetached ? await pump.DiscardAsync() : completion;
        await _pipe.Writer.CompleteAsync();
        _lifetime.Complete(completion, StreamOrigin.Unknown(StreamMode.Sse));
        await _read.Task;
        return completion;
    }

    private async Task ReadAsync()
    {
        if (await Task.WhenAny(_goOn.Task, _broken.Task) == _broken.Task)
        {
            await _pipe.Reader.CompleteAsync();
            _read.TrySetResult();
            return;
        }

        while (true)
        {
            var result = await _pipe.Reader.ReadAsync();
            if (result.IsCanceled)
            {
                break;
            }

            lock (_received)
            {
                _received.Append(Encoding.UTF8.GetString(result.Buffer));
                Volatile.Write(ref _receivedLength, _received.Length);
            }

            _pipe.Reader.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted)
            {
                break;
            }
        }

        await _pipe.Reader.CompleteAsync();
        _read.TrySetResult();
    }

    /// <summary>Tells whether a flush waits for the client.</summary>
    private sealed class ObservedWriter(PipeWriter writer) : PipeWriter
    {
        private volatile bool _isHeldUp;

        public bool IsHeldUp => _isHeldUp;

        public override void Advance(int bytes) => writer.Advance(bytes);

        public override void CancelPendingFlush() => writer.CancelPendingFlush();

        public override void Complete(Exception? exception = null) => writer.Complete(exception);

        public override Memory<byte> GetMemory(int sizeHint = 0) => writer.GetMemory(sizeHint);

        public override Span<byte> GetSpan(int sizeHint = 0) => writer.GetSpan(sizeHint);

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
        {
            var flushing = writer.FlushAsync(cancellationToken);
            _isHeldUp = !flushing.IsCompleted;
            return flushing;
        }
    }
}
