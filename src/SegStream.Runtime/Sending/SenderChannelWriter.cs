using System.Threading.Channels;

namespace SegStream.Sending;

/// <summary>A sender seen as a <see cref="ChannelWriter{T}"/>.</summary>
internal sealed class SenderChannelWriter<T>(StreamSender<T> sender) : ChannelWriter<T>
{
    public override bool TryWrite(T item) => sender.TrySend(item) == SendResult.Accepted;

    public override ValueTask<bool> WaitToWriteAsync(CancellationToken cancellationToken = default) => sender.WaitToSendAsync(cancellationToken);

    public override ValueTask WriteAsync(T item, CancellationToken cancellationToken = default)
    {
        var sending = sender.SendAsync(item, cancellationToken);
        if (!sending.IsCompletedSuccessfully)
        {
            return AwaitAsync(sending);
        }

        // The answer can be taken once only: a send that waits is pooled.
        return sending.Result ? ValueTask.CompletedTask : ValueTask.FromException(new ChannelClosedException());
    }

    public override bool TryComplete(Exception? error = null) => error is null ? sender.EndStream() : sender.Fail(error);

    // A channel's contract differs from a sender's here: writing to a completed channel is an exception.
    private static async ValueTask AwaitAsync(ValueTask<bool> sending)
    {
        if (!await sending.ConfigureAwait(false))
        {
            throw new ChannelClosedException();
        }
    }
}
