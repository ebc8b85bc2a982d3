using SegStream.Channels;

namespace SegStream.Delivery;

/// <content>A stream whose client has to go because the host stops, and whose producer goes on.</content>
internal sealed partial class StreamPump<T>
{
    /// <summary>Events that are thrown away before other work of the thread pool gets its turn.</summary>
    private const int DiscardedAtOnce = 1024;

    /// <summary>In the place of an abort: the client has its end, and what becomes of it from here on concerns the stream no more.</summary>
    private static readonly StopRequest Parted = new(CompletionReason.ServerShutdown, null);

    private bool _detachRequested;
    private bool _logsGivenUp;

    private BacklogSource<T>? Backlog => _incidents?.Backlog;

    /// <inheritdoc />
    public ShutdownPolicy OnShutdown => _setup.OnShutdown;

    /// <summary>Whether <see cref="RunAsync"/> has come to the client's end only. <see cref="DiscardAsync"/> is to be called then.</summary>
    public bool IsDetached { get; private set; }

    /// <summary>What the producer ended with when it had no client any more.</summary>
    public Exception? FailureWithoutClient => IsDetached ? Backlog!.Rest.EndException : null;

    /// <inheritdoc />
    public void Detach()
    {
        // Seen by the pump after the signal, which is a full fence.
        Volatile.Write(ref _detachRequested, true);
        ThreadPool.UnsafeQueueUserWorkItem(static pump => pump.Set(), this, preferLocal: false);
    }

    /// <summary>Reads what the producer still sends and throws it away, until the producer has ended or the stream is stopped.</summary>
    /// <returns>How the stream ended: for the client, when the host stopped.</returns>
    public async Task<StreamCompletion> DiscardAsync()
    {
        var rest = Backlog!.Rest;
        while (true)
        {
            ForgoLogs();
            var state = DiscardSome(rest);
            if (InlineRun.IsOnSendersThread(this) || state == ReadState.Event)
            {
                await InlineRun.LeaveAsync();
            }

            if (state == ReadState.Ended)
            {
                return Complete();
            }

            if (state == ReadState.Empty && rest.TryPark())
            {
                await WaitAsync().ConfigureAwait(false);
                rest.Unpark();
            }
        }
    }

    /// <summary>Nobody is left for whom a group's events would be. The producer may register its sender only now, and a place in a log that is not read keeps the log's memory.</summary>
    private void ForgoLogs()
    {
        if (!_logsGivenUp && Volatile.Read(ref _feed) is { } feed)
        {
            _logsGivenUp = true;
            feed.GiveUp();
        }
    }

    /// <returns><see cref="ReadState.Event"/> when there may be more.</returns>
    private ReadState DiscardSome(StreamSource<T> rest)
    {
        var incidents = Incidents;
        for (var i = 0; i < DiscardedAtOnce; i++)
        {
            var state = rest.TryRead(out _);
            if (state is ReadState.Empty or ReadState.Ended)
            {
                return state;
            }

            Volatile.Write(ref incidents.Discarded, incidents.Discarded + 1);
        }

        return ReadState.Event;
    }

    /// <summary>Pump: from here on only what is there already is for the client.</summary>
    private void FollowDetachment()
    {
        if (Volatile.Read(ref _detachRequested) && Backlog is null)
        {
            _source = Incidents.Backlog = new BacklogSource<T>(_source);
        }
    }

    /// <summary>
    /// Whether the client has got its end and the producer goes on. Decided once, against a client that leaves at the same moment: either that is seen here, or it
    /// finds the client parted from the stream and cancels nothing.
    /// </summary>
    private bool TryPart() =>
        Backlog is { IsCut: true } && Failure is null && Interlocked.CompareExchange(ref _abort, Parted, null) is null;
}
