using System.Threading.Tasks.Sources;

namespace SegStream.Runtime.Tests.Adversarial;

/// <summary>
/// A sequence whose only answer can be held in the state that lasts for a moment in real ones: it says that it is completed, and its continuation
/// is not called yet. Notes whether the answer is taken in that state, which the contract of <see cref="IValueTaskSource{TResult}"/> forbids.
/// </summary>
internal sealed class ReluctantSequence : IAsyncEnumerable<int>, IAsyncEnumerator<int>, IValueTaskSource<bool>
{
    private readonly TaskCompletionSource _awaited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Action? _continuation;
    private volatile bool _completed;
    private volatile bool _called;
    private int _asked;

    public Task Awaited => _awaited.Task;

    public bool TakenTooEarly { get; private set; }

    public int Current => 1;

    public IAsyncEnumerator<int> GetAsyncEnumerator(CancellationToken cancellationToken = default) => this;

    public ValueTask<bool> MoveNextAsync() => _asked++ == 0 ? new ValueTask<bool>(this, 0) : new ValueTask<bool>(false);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>The first half of a producer's answer.</summary>
    public void Complete() => _completed = true;

    /// <summary>The second half.</summary>
    public void CallContinuation()
    {
        _called = true;
        _continuation!();
    }

    public bool GetResult(short token)
    {
        TakenTooEarly |= !_called;
        return true;
    }

    public ValueTaskSourceStatus GetStatus(short token) => _completed ? ValueTaskSourceStatus.Succeeded : ValueTaskSourceStatus.Pending;

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
    {
        _continuation = () => continuation(state);
        _awaited.SetResult();
    }
}
