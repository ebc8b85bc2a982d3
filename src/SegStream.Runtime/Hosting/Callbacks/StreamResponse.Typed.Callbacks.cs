using SegStream.Sending;

namespace SegStream;

/// <content>Who is called when the stream is over. Registering a callback is looking on: whoever has to end the stream still has to.</content>
public sealed partial class StreamResponse<T>
{
    /// <summary>
    /// Calls back once when the stream is over, for whatever reason, with its completion; at once when it is over already. It runs on the thread pool, never on a thread that sends or
    /// streams, beside other callbacks and without an order among them; what it throws is logged. The host waits for it when it stops, within its grace time.
    /// </summary>
    /// <param name="callback">What to call.</param>
    /// <returns>The same object.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="callback"/> is null.</exception>
    public StreamResponse<T> OnCompleted(Action<StreamCompletedContext> callback)
    {
        _lifetime.Watch(new CompletionCallback(CompletionInterest.Any, callback));
        return this;
    }

    /// <inheritdoc cref="OnCompleted(Action{StreamCompletedContext})"/>
    public StreamResponse<T> OnCompleted(Func<StreamCompletedContext, ValueTask> callback)
    {
        _lifetime.Watch(new CompletionCallback(CompletionInterest.Any, callback));
        return this;
    }

    /// <summary>
    /// Calls back like <see cref="OnCompleted(Action{StreamCompletedContext})"/>, but only when the reason is <see cref="CompletionReason.IdleTimeout"/>, <see cref="CompletionReason.MaxDuration"/> or
    /// <see cref="CompletionReason.SlowConsumer"/>, the last one also where the overflow policy has disconnected the client.
    /// </summary>
    /// <param name="callback">What to call.</param>
    /// <returns>The same object.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="callback"/> is null.</exception>
    public StreamResponse<T> OnTimeout(Action<StreamCompletedContext> callback)
    {
        _lifetime.Watch(new CompletionCallback(CompletionInterest.Timeout, callback));
        return this;
    }

    /// <inheritdoc cref="OnTimeout(Action{StreamCompletedContext})"/>
    public StreamResponse<T> OnTimeout(Func<StreamCompletedContext, ValueTask> callback)
    {
        _lifetime.Watch(new CompletionCallback(CompletionInterest.Timeout, callback));
        return this;
    }

    /// <summary>Calls back like <see cref="OnCompleted(Action{StreamCompletedContext})"/>, but only when the reason is <see cref="CompletionReason.Faulted"/>.</summary>
    /// <param name="callback">What to call.</param>
    /// <returns>The same object.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="callback"/> is null.</exception>
    public StreamResponse<T> OnError(Action<StreamCompletedContext> callback)
    {
        _lifetime.Watch(new CompletionCallback(CompletionInterest.Error, callback));
        return this;
    }

    /// <inheritdoc cref="OnError(Action{StreamCompletedContext})"/>
    public StreamResponse<T> OnError(Func<StreamCompletedContext, ValueTask> callback)
    {
        _lifetime.Watch(new CompletionCallback(CompletionInterest.Error, callback));
        return this;
    }
}
