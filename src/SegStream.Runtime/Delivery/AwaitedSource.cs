using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using SegStream.Channels;

namespace SegStream.Delivery;

/// <summary>
/// A source whose next event is announced by a <see cref="ValueTask{TResult}"/>: an async sequence or a <c>ChannelReader</c>.
/// The producer advances only when the pump asks, so the client's speed holds it back without a queue.
/// </summary>
internal abstract class AwaitedSource<T> : StreamSource<T>
{
    private readonly Action _continuation;
    private IChannelReaderWakeUp? _reader;
    private ConfiguredValueTaskAwaitable<bool>.ConfiguredValueTaskAwaiter _awaiter;
    private bool _awaiting;
    private bool _continuationRegistered;
    private bool _continuationCalled;
    private StopRequest? _stop;

    protected AwaitedSource()
    {
        _continuation = () =>
        {
            // Release; pairs with the acquire in IsAnswered.
            Volatile.Write(ref _continuationCalled, true);
            _reader!.WakeUp();
        };
    }

    public override CompletionReason EndReason => _stop?.Reason ?? CompletionReason.Completed;

    public override Exception? EndException => _stop?.Exception;

    public override bool WakesInline => true;

    public override bool ProducesInRead => true;

    public override void Attach(IChannelReaderWakeUp reader)
    {
        if (Interlocked.CompareExchange(ref _reader, reader, null) is not null)
        {
            throw new InvalidOperationException("The sequence of a stream has exactly one reader, and it has been taken.");
        }
    }

    public override ReadState TryRead([MaybeNull] out T item)
    {
        item = default;
        try
        {
            while (Volatile.Read(ref _stop) is null)
            {
                if (!_awaiting)
                {
                    if (TryTake(out item))
                    {
                        return ReadState.Event;
                    }

                    var next = NextAsync();
                    if (next.IsCompletedSuccessfully)
                    {
                        // A producer that is faster than its client answers at once, and then the awaiter need not be kept.
                        if (!next.Result)
                        {
                            Stop(CompletionReason.Completed, null);
                        }
                        else if (TryTakeAnnounced(out item))
                        {
                            return ReadState.Event;
                        }

                        continue;
                    }

                    _awaiter = next.ConfigureAwait(false).GetAwaiter();
                    _awaiting = true;
                    _continuationRegistered = false;
                    _continuationCalled = false;
                }

                if (!IsAnswered)
                {
                    return ReadState.Empty;
                }

                _awaiting = false;
                if (!_awaiter.GetResult())
                {
                    Stop(CompletionReason.Completed, null);
                }
                else if (TryTakeAnnounced(out item))
                {
                    return ReadState.Event;
                }
            }
        }
        catch (Exception exception)
        {
            _awaiting = false;
            Stop(ProducerFailure.ReasonOf(exception), exception);
        }

        return ReadState.Ended;
    }

    public override bool TryPark()
    {
        if (IsAnswered || Volatile.Read(ref _stop) is not null)
        {
            return false;
        }

        return RegisterContinuation();
    }

    public override void Unpark()
    {
    }

    public override void RequestStop(CompletionReason reason, Exception? exception) => Stop(reason, exception);

    public override long Discard() => 0;

    public override bool TryQuiesce()
    {
        if (!_awaiting)
        {
            return true;
        }

        if (!IsAnswered && RegisterContinuation())
        {
            return false;
        }

        if (!_awaiting)
        {
            return true;
        }

        _awaiting = false;
        try
        {
            _awaiter.GetResult();
        }
        catch (Exception)
        {
            // The stream is over: what its producer says while it stops, mostly that it was cancelled, changes nothing any more.
        }

        return true;
    }

    /// <summary>Takes an event that is there without asking the producer, where the source can have one.</summary>
    protected virtual bool TryTake([MaybeNullWhen(false)] out T item)
    {
        item = default;
        return false;
    }

    /// <summary>Takes an event after <see cref="NextAsync"/> said that there is one.</summary>
    protected abstract bool TryTakeAnnounced([MaybeNullWhen(false)] out T item);

    protected abstract ValueTask<bool> NextAsync();

    /// <summary>
    /// Whether the answer that is awaited can be taken. A value task that was given a continuation belongs to its producer until that is called: it says that it
    /// is completed a moment earlier, and a pump that is woken for another reason, takes the answer then and asks for the next one would
    /// reset it in the middle of the producer's call. The next wake-up would be lost.
    /// </summary>
    private bool IsAnswered => _continuationRegistered ? Volatile.Read(ref _continuationCalled) : _awaiter.IsCompleted;

    /// <returns>Whether the continuation will be called, or was.</returns>
    private bool RegisterContinuation()
    {
        if (_continuationRegistered)
        {
            return true;
        }

        try
        {
            // A ValueTask takes one continuation only; it stays registered while the pump wakes for heartbeats and parks again.
            _continuationRegistered = true;
            _awaiter.UnsafeOnCompleted(_continuation);
            return true;
        }
        catch (Exception exception)
        {
            // A value task of the application's own making that takes no continuation will never answer.
            _awaiting = false;
            Stop(CompletionReason.Faulted, exception);
            return false;
        }
    }

    private void Stop(CompletionReason reason, Exception? exception) =>
        Interlocked.CompareExchange(ref _stop, new StopRequest(reason, exception), null);
}
