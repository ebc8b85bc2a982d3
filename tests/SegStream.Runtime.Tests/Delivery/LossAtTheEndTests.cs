using System.Diagnostics.CodeAnalysis;
using System.IO.Pipelines;
using System.Text;
using SegStream.Channels;
using SegStream.Delivery;
using SegStream.Framing;
using SegStream.Sending;

namespace SegStream.Runtime.Tests.Delivery;

/// <summary>Events that were dropped after the last one that was read.</summary>
public sealed class LossAtTheEndTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_loss_after_the_last_event_is_told_before_the_end()
    {
        using var wheel = new TimerWheel(TimeProvider.System);
        var output = new PipeOutput();
        var pump = new StreamPump<string>(new LosingSource(), new SseTextFormatter(), output, new StreamLifetime(), wheel, default, static _ => default);

        var completion = await pump.RunAsync().WaitAsync(Patience);

        await output.Pipe.Writer.CompleteAsync();
        using var reader = new StreamReader(output.Pipe.Reader.AsStream(), Encoding.UTF8);
        Assert.Equal("data: x\n\nevent: gap\ndata: {\"dropped\":3}\n\n", await reader.ReadToEndAsync());
        Assert.Equal((CompletionReason.Completed, 1, 3), (completion.Reason, completion.EventsSent, completion.EventsDropped));
    }

    /// <summary>Gives one event, and loses three after it.</summary>
    private sealed class LosingSource : StreamSource<string>
    {
        private bool _read;
        private long _untold;

        public override CompletionReason EndReason => CompletionReason.Completed;

        public override Exception? EndException => null;

        public override void Attach(IChannelReaderWakeUp reader)
        {
        }

        public override ReadState TryRead([MaybeNull] out string item)
        {
            item = "x";
            if (_read)
            {
                _untold = 3;
                return ReadState.Ended;
            }

            _read = true;
            return ReadState.Event;
        }

        public override long TakeLoss() => Interlocked.Exchange(ref _untold, 0);

        public override bool TryPark() => false;

        public override void Unpark()
        {
        }

        public override void RequestStop(CompletionReason reason, Exception? exception)
        {
        }

        public override long Discard() => 3;
    }

    private sealed class PipeOutput : IStreamOutput
    {
        public Pipe Pipe { get; } = new();

        public bool IsConnected => true;

        public PipeWriter Start() => Pipe.Writer;

        public ValueTask<FlushResult> FlushHeadAsync() => Pipe.Writer.FlushAsync();

        public void Abort()
        {
        }
    }
}
