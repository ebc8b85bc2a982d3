using SegStream.Sending;

namespace SegStream;

/// <content>Who is called when the stream is over. Registering a callback is looking on: whoever has to end the stream still has to.</content>
public sealed partial class StreamSender<T>
{
    /// <summary>
    /// Calls back once when the stream is over, for whatever reason, with its completion; at once when it is over already. It runs on the thread pool, never on a thread that sends or
    /// streams, beside other callbacks and without an order among them; what it throws is logged. The host waits for it when it stops, within its grace time.
    /// </summary>
    /// <param name="callback">What to call.</param>
    /// <exception cref="ArgumentNullException"><paramref name="callback"/> is null.</exception>
    public void OnCompleted(Action<StreamCompletedContext> callback) => _lifetime.Watch(new CompletionCallback(CompletionInterest.Any, callback));

    /// <inheritdoc cref="OnCompleted(Action{StreamCompletedContext})"/>
    public void OnCompleted(Func<StreamCompletedContext, ValueTask> callback) => _lifetime.Watch(new CompletionCallback(CompletionInterest.Any, callback));

    /// <summary>
    /// Calls back like <see cref="OnCompleted(Action{StreamCompletedContext})"/>, but only when the reason is <see cref="CompletionReason.IdleTimeout"/>, <see cref="CompletionReason.MaxDuration"/> or
    /// <see cref="CompletionReason.SlowConsumer"/>, the last one also where the overflow policy has disconnected the client.
    /// </summary>
    /// <param name="callback">What to call.</param>
    /// <exception cref="ArgumentNullException"><paramref name="callback"/> is null.</exception>
    public void OnTimeout(Action<StreamCompletedContext> callback) => _lifetime.Watch(new CompletionCallback(CompletionInterest.Timeout, callback));

    /// <inheritdoc cref="OnTimeout(Action{StreamCompletedContext})"/>
    public void OnTimeout(Func<StreamCompletedContext, ValueTask> callback) => _lifetime.Watch(new CompletionCallback(CompletionInterest.Timeout, callback));

    /// <summary>Calls back like <see cref="OnCompleted(Action{StreamCompletedContext})"/>, but only when the reason is <see cref="CompletionReason.Faulted"/>.</summary>
    /// <param name="callback">What to call.</param>
    /// <exception cref="ArgumentNullException"><paramref name="callback"/> is null.</exception>
    public void OnError(Action<StreamCompletedContext> callback) => _lifetime.Watch(new CompletionCallback(CompletionInterest.Error, callback));

    /// <inheritdoc cref="OnError(Action{StreamCompletedContext})"/>
    public void OnError(Func<StreamCompletedContext, ValueTask> callback) => _lifetime.Watch(new CompletionCallback(CompletionInterest.Error, callback));
}
