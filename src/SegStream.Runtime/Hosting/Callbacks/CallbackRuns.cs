using Microsoft.Extensions.Hosting;

namespace SegStream.Hosting;

/// <summary>The callbacks that are running. A host that stops waits for them, within its grace time: the last streams end while it stops, and their callbacks may need its services.</summary>
internal sealed class CallbackRuns : IHostedLifecycleService
{
    private TaskCompletionSource? _idle;
    private int _running;

    public void Started() => Interlocked.Increment(ref _running);

    public void Ended()
    {
        // Full fence; pairs with the exchange in StoppedAsync: either the wait is seen here, or the last end is seen there.
        if (Interlocked.Decrement(ref _running) == 0)
        {
            Volatile.Read(ref _idle)?.TrySetResult();
        }
    }

    /// <summary>After all services have stopped, the server among them: from here on no stream ends any more.</summary>
    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        var idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Interlocked.Exchange(ref _idle, idle);
        if (Volatile.Read(ref _running) > 0)
        {
            await idle.Task.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
