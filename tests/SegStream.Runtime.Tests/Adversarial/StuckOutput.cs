using System.IO.Pipelines;
using SegStream.Delivery;

namespace SegStream.Runtime.Tests.Adversarial;

/// <summary>A client that reads nothing until its connection is broken, and then everything at once.</summary>
internal sealed class StuckOutput : PipeWriter, IStreamOutput
{
    private readonly TaskCompletionSource<FlushResult> _flushing = new();
    private readonly byte[] _memory = new byte[64 * 1024];

    public Task<StreamCompletion>? Running { get; set; }

    public TaskCompletionSource<bool> EndedBeforeItWasBroken { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsConnected => true;

    public PipeWriter Start() => this;

    public ValueTask<FlushResult> FlushHeadAsync() => FlushAsync();

    public void Abort()
    {
        // The stream goes on inside of this call, as it may on another thread.
        _flushing.SetResult(default);
        EndedBeforeItWasBroken.SetResult(Running!.IsCompleted);
    }

    public override void Advance(int bytes)
    {
    }

    public override Memory<byte> GetMemory(int sizeHint = 0) => _memory;

    public override Span<byte> GetSpan(int sizeHint = 0) => _memory;

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => new(_flushing.Task);

    public override void CancelPendingFlush()
    {
    }

    public override void Complete(Exception? exception = null)
    {
    }
}
