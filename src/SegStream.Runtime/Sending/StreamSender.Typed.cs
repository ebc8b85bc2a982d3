using System.Threading.Channels;
using SegStream.Broadcasting;
using SegStream.Channels;
using SegStream.Sending;

namespace SegStream;

/// <summary>
/// The write half of one stream. Any number of threads may send through the same sender at the same time;
/// events of one thread keep their order.
/// </summary>
/// <typeparam name="T">The type of the events.</typeparam>
/// <remarks>
/// <para>Sending never waits for the client on a blocked thread and, in steady state, never allocates. It takes no lock; only <see cref="OverflowPolicy.DropOldest"/> and
/// <see cref="OverflowPolicy.Coalesce"/> can make a sender spin for a moment when the queue has reached twice its capacity. A client that went away is not an exception:
/// <see cref="TrySend"/> returns <see cref="SendResult.Closed"/> and <see cref="SendAsync"/> returns <see langword="false"/>.</para>
/// <para>Only <see cref="EndStream"/> tells the client that the stream is complete. A sender that is disposed, or dropped and collected,
/// without it ends the stream with the reason <see cref="CompletionReason.Incomplete"/>.</para>
/// </remarks>
[MustEnd]
public sealed partial class StreamSender<T> : IDisposable, IRegisteredStream
{
    private readonly StreamChannel<T> _channel;
    private readonly StreamLifetime _lifetime;

    internal StreamSender(StreamChannel<T> channel, StreamLifetime lifetime, StreamMode mode)
    {
        _channel = channel;
        _lifetime = lifetime;
        Mode = mode;
    }

    /// <summary>Ends the stream as <see cref="CompletionReason.Incomplete"/> when the application has lost its last reference to the sender without ending it.</summary>
    ~StreamSender()
    {
        // The channel is reachable from its pump, not from here alone, and has no finalizer: it is safe to use. A constructor that threw leaves it null.
        _channel?.TryEnd(CompletionReason.Incomplete, null);
    }

    /// <summary>The mode of the stream.</summary>
    public StreamMode Mode { get; }

    /// <summary>
    /// Whether the stream still takes events: <see langword="true"/> until it has ended for whatever reason, the client's leaving included.
    /// </summary>
    public bool IsConnected => _channel.IsOpen;

    /// <summary>Completes when the stream is over and its last byte was sent or given up. It never fails; the reason and the exception are in its result.</summary>
    public Task<StreamCompletion> Completion => _lifetime.Completion;

    Type IRegisteredStream.EventType => typeof(T);

    /// <summary>Offers an event without waiting for the client.</summary>
    /// <param name="value">The event. It is serialized later, on another thread, so it must not be changed after it was sent.</param>
    /// <returns>
    /// <see cref="SendResult.Accepted"/>; <see cref="SendResult.Full"/> when the queue holds its capacity of events and the policy is <see cref="OverflowPolicy.Wait"/>, the event was not taken;
    /// <see cref="SendResult.Closed"/> when the stream is over.
    /// </returns>
    public SendResult TrySend(T value) => _channel.TrySend(value);

    /// <inheritdoc cref="StreamChannel{T}.SendAnyway"/>
    internal bool SendAnyway(T value) => _channel.SendAnyway(value);

    /// <summary>
    /// Sends an event, waiting while the queue is above its high watermark until it has fallen to the low one. It waits with <see cref="OverflowPolicy.Wait"/> only;
    /// with another policy it does what <see cref="TrySend"/> does.
    /// </summary>
    /// <param name="value">The event. It is serialized later, on another thread, so it must not be changed after it was sent.</param>
    /// <param name="cancellationToken">Gives up the waiting; the event is then not sent.</param>
    /// <returns><see langword="true"/> when the event was accepted, <see langword="false"/> when the stream is over.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled before the event was accepted.</exception>
    public ValueTask<bool> SendAsync(T value, CancellationToken cancellationToken = default) => _channel.SendAsync(value, cancellationToken);

    /// <summary>
    /// Says that the stream is complete. What was accepted before is still delivered; later sends return <see cref="SendResult.Closed"/>.
    /// </summary>
    /// <returns><see langword="true"/> for the call that ended the stream, <see langword="false"/> when it had ended already.</returns>
    [EndsStream]
    public bool EndStream() => End(CompletionReason.Completed, null);

    /// <summary>
    /// Ends the stream because of a failure. What was accepted before is still delivered, then the client gets an error event
    /// in the form of the stream's mode and the stream ends with the reason <see cref="CompletionReason.Faulted"/>.
    /// </summary>
    /// <param name="exception">The failure. Its message reaches the client only when <see cref="SegStreamOptions.IncludeExceptionDetails"/> is on.</param>
    /// <returns><see langword="true"/> for the call that ended the stream, <see langword="false"/> when it had ended already.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="exception"/> is null.</exception>
    [EndsStream]
    public bool Fail(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return End(CompletionReason.Faulted, exception);
    }

    /// <summary>
    /// The same stream as a <see cref="ChannelWriter{T}"/>, for code that is written against channels.
    /// <c>TryComplete()</c> is <see cref="EndStream"/>, <c>TryComplete(exception)</c> is <see cref="Fail"/>.
    /// </summary>
    /// <returns>A writer; every call returns a new view of the same stream.</returns>
    public ChannelWriter<T> AsChannelWriter() => new SenderChannelWriter<T>(this);

    /// <summary>Ends the stream with the reason <see cref="CompletionReason.Incomplete"/> unless it has ended already.</summary>
    public void Dispose() => End(CompletionReason.Incomplete, null);

    StreamFeed? IRegisteredStream.Feed => (StreamFeed)(_channel.Companion ?? _channel.Accompany(new StreamFeed<T>(_channel)));

    bool IRegisteredStream.Close()
    {
        if (!EndStream())
        {
            return false;
        }

        // The call-backs of a token are the producer's: not on the thread of the one who closes.
        ThreadPool.UnsafeQueueUserWorkItem(static lifetime => lifetime.Cancel(), _lifetime, preferLocal: false);
        return true;
    }

    internal ValueTask<bool> WaitToSendAsync(CancellationToken cancellationToken) => _channel.WaitToSendAsync(cancellationToken);

    private bool End(CompletionReason reason, Exception? exception)
    {
        var ended = _channel.TryEnd(reason, exception);

        // After the end and not before: this may be the last use of the sender, and until here it keeps the finalizer from being first.
        GC.SuppressFinalize(this);
        return ended;
    }
}
