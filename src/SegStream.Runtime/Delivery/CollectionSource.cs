using System.Diagnostics.CodeAnalysis;
using SegStream.Channels;

namespace SegStream.Delivery;

/// <summary>The events of a collection that is in memory already, so that asking it for the next one never blocks.</summary>
internal sealed class CollectionSource<T>(IEnumerable<T> collection) : StreamSource<T>
{
    private IEnumerator<T>? _enumerator;
    private StopRequest? _stop;

    public override CompletionReason EndReason => _stop?.Reason ?? CompletionReason.Completed;

    public override Exception? EndException => _stop?.Exception;

    // JsonFrom and its like take lazy sequences too.
    public override bool ProducesInRead => true;

    public override void Attach(IChannelReaderWakeUp reader)
    {
    }

    public override ReadState TryRead([MaybeNull] out T item)
    {
        item = default;
        if (Volatile.Read(ref _stop) is not null)
        {
            return ReadState.Ended;
        }

        try
        {
            _enumerator ??= collection.GetEnumerator();
            if (_enumerator.MoveNext())
            {
                item = _enumerator.Current;
                return ReadState.Event;
            }

            RequestStop(CompletionReason.Completed, null);
        }
        catch (Exception exception)
        {
            RequestStop(ProducerFailure.ReasonOf(exception), exception);
        }

        return ReadState.Ended;
    }

    public override bool TryPark() => false;

    public override void Unpark()
    {
    }

    public override void RequestStop(CompletionReason reason, Exception? exception) =>
        Interlocked.CompareExchange(ref _stop, new StopRequest(reason, exception), null);

    public override long Discard() => 0;

    public override ValueTask ReleaseAsync()
    {
        _enumerator?.Dispose();
        _enumerator = null;
        return ValueTask.CompletedTask;
    }
}
