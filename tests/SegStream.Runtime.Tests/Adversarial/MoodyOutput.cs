using System.IO.Pipelines;
using SegStream.Delivery;

namespace SegStream.Runtime.Tests.Adversarial;

/// <summary>A client that reads, reads slowly, stops, or breaks, as a seed has it. Counts what it has got.</summary>
internal sealed class MoodyOutput : IStreamOutput
{
    private readonly Pipe _pipe = new(new PipeOptions(pauseWriterThreshold: 256, resumeWriterThreshold: 128, useSynchronizationContext: false));
    private readonly CancellationTokenSource _aborted = new();
    private readonly int _readsBeforeStall;
    private readonly int _pause;

    public MoodyOutput(Random random)
    {
        _readsBeforeStall = random.Next(3) == 0 ? random.Next(10) : int.MaxValue;
        _pause = random.Next(200);
        Reading = Task.Run(ReadAsync);
    }

    public Task Reading { get; }

    public int Aborts { get; private set; }

    public bool IsConnected => !_aborted.IsCancellationRequested;

    public PipeWriter Start() => _pipe.Writer;

    public ValueTask<FlushResult> FlushHeadAsync() => _pipe.Writer.FlushAsync();

    public void Abort()
    {
        Aborts++;
        Vanish();
    }

    /// <summary>The connection is gone.</summary>
    public void Vanish() => _aborted.Cancel();

    private async Task ReadAsync()
    {
        try
        {
            for (var reads = 0; reads < _readsBeforeStall; reads++)
            {
                var read = await _pipe.Reader.ReadAsync(_aborted.Token);
                _pipe.Reader.AdvanceTo(read.Buffer.End);
                Thread.SpinWait(_pause);
            }

            await Task.Delay(Timeout.Infinite, _aborted.Token);
        }
        catch (OperationCanceledException)
        {
        }

        await _pipe.Reader.CompleteAsync();
    }
}
