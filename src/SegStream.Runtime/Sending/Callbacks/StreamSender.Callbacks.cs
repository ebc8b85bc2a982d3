namespace SegStream;

/// <content>Who is called when the stream is over.</content>
public sealed partial class StreamSender
{
    /// <inheritdoc cref="StreamSender{T}.OnCompleted(Action{StreamCompletedContext})"/>
    public void OnCompleted(Action<StreamCompletedContext> callback) => _sender.OnCompleted(callback);

    /// <inheritdoc cref="StreamSender{T}.OnCompleted(Action{StreamCompletedContext})"/>
    public void OnCompleted(Func<StreamCompletedContext, ValueTask> callback) => _sender.OnCompleted(callback);

    /// <inheritdoc cref="StreamSender{T}.OnTimeout(Action{StreamCompletedContext})"/>
    public void OnTimeout(Action<StreamCompletedContext> callback) => _sender.OnTimeout(callback);

    /// <inheritdoc cref="StreamSender{T}.OnTimeout(Action{StreamCompletedContext})"/>
    public void OnTimeout(Func<StreamCompletedContext, ValueTask> callback) => _sender.OnTimeout(callback);

    /// <inheritdoc cref="StreamSender{T}.OnError(Action{StreamCompletedContext})"/>
    public void OnError(Action<StreamCompletedContext> callback) => _sender.OnError(callback);

    /// <inheritdoc cref="StreamSender{T}.OnError(Action{StreamCompletedContext})"/>
    public void OnError(Func<StreamCompletedContext, ValueTask> callback) => _sender.OnError(callback);
}
