using SegStream.Sending;

namespace SegStream;

/// <content>Who is called when a stream of the application is over.</content>
public sealed partial class SegStreamOptions
{
    internal List<CompletionCallback> Callbacks { get; } = [];

    /// <summary>
    /// Calls back once for every stream of the application when it is over, for whatever reason, with its completion. It runs on the thread pool, never on a thread that sends or
    /// streams, beside other callbacks and without an order among them; what it throws is logged. The host waits for it when it stops, within its grace time. A request that was
    /// refused, or failed before there was a stream, is no stream.
    /// </summary>
    /// <param name="callback">What to call.</param>
    /// <returns>The same object.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="callback"/> is null.</exception>
    public SegStreamOptions OnCompleted(Action<StreamCompletedContext> callback)
    {
        Callbacks.Add(new CompletionCallback(CompletionInterest.Any, callback));
        return this;
    }

    /// <inheritdoc cref="OnCompleted(Action{StreamCompletedContext})"/>
    public SegStreamOptions OnCompleted(Func<StreamCompletedContext, ValueTask> callback)
    {
        Callbacks.Add(new CompletionCallback(CompletionInterest.Any, callback));
        return this;
    }

    /// <summary>
    /// Calls back like <see cref="OnCompleted(Action{StreamCompletedContext})"/>, but only when the reason is <see cref="CompletionReason.IdleTimeout"/>, <see cref="CompletionReason.MaxDuration"/> or
    /// <see cref="CompletionReason.SlowConsumer"/>, the last one also where the overflow policy has disconnected the client.
    /// </summary>
    /// <param name="callback">What to call.</param>
    /// <returns>The same object.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="callback"/> is null.</exception>
    public SegStreamOptions OnTimeout(Action<StreamCompletedContext> callback)
    {
        Callbacks.Add(new CompletionCallback(CompletionInterest.Timeout, callback));
        return this;
    }

    /// <inheritdoc cref="OnTimeout(Action{StreamCompletedContext})"/>
    public SegStreamOptions OnTimeout(Func<StreamCompletedContext, ValueTask> callback)
    {
        Callbacks.Add(new CompletionCallback(CompletionInterest.Timeout, callback));
        return this;
    }

    /// <summary>Calls back like <see cref="OnCompleted(Action{StreamCompletedContext})"/>, but only when the reason is <see cref="CompletionReason.Faulted"/>.</summary>
    /// <param name="callback">What to call.</param>
    /// <returns>The same object.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="callback"/> is null.</exception>
    public SegStreamOptions OnError(Action<StreamCompletedContext> callback)
    {
        Callbacks.Add(new CompletionCallback(CompletionInterest.Error, callback));
        return this;
    }

    /// <inheritdoc cref="OnError(Action{StreamCompletedContext})"/>
    public SegStreamOptions OnError(Func<StreamCompletedContext, ValueTask> callback)
    {
        Callbacks.Add(new CompletionCallback(CompletionInterest.Error, callback));
        return this;
    }
}
