namespace SegStream.Sending;

/// <summary>
/// The end of one stream as producers and observers see it: a token that is cancelled and a task that completes.
/// Both are created only when somebody asks for them, so a stream that nobody watches pays for neither.
/// </summary>
internal sealed class StreamLifetime
{
    /// <summary>In the place of a source that nobody has asked for before it was cancelled.</summary>
    private static readonly CancellationTokenSource Cancelled = MakeCancelled();

    private TaskCompletionSource<StreamCompletion>? _completionSource;
    private CancellationTokenSource? _cancellation;
    private StreamCompletion? _completion;

    /// <summary>The newest <see cref="CompletionCallback"/>; once they have been run, the stream's <see cref="IStreamOrigin"/> for those that come later.</summary>
    private object? _callbacks;

    public Task<StreamCompletion> Completion
    {
        get
        {
            var source = Volatile.Read(ref _completionSource);
            if (source is null)
            {
                // Continuations belong to the application; the pump must not run them.
                var created = new TaskCompletionSource<StreamCompletion>(TaskCreationOptions.RunContinuationsAsynchronously);
                source = Interlocked.CompareExchange(ref _completionSource, created, null) ?? created;

                // Pairs with Complete: it writes the completion before it reads the source, this side does the reverse,
                // with a full fence on both sides, so at least one of the two sees the other.
                if (Volatile.Read(ref _completion) is { } completion)
                {
                    source.TrySetResult(completion);
                }
            }

            return source.Task;
        }
    }

    /// <summary>Cancelled when the stream is over or is being stopped.</summary>
    public CancellationToken Token
    {
        get
        {
            var source = Volatile.Read(ref _cancellation);
            if (source is null)
            {
                var created = new CancellationTokenSource();

                // Full fence; pairs with the exchange in Cancel: one of the two is first, and the other one finds its source.
                source = Interlocked.CompareExchange(ref _cancellation, created, null) ?? created;
            }

            return source.Token;
        }
    }

    public void Complete(StreamCompletion completion, IStreamOrigin origin)
    {
        if (Interlocked.CompareExchange(ref _completion, completion, null) is not null)
        {
            return;
        }

        Volatile.Read(ref _completionSource)?.TrySetResult(completion);

        // Full fence; pairs with the exchange in Watch: a callback is in the list that is taken here, or its owner finds that it has been taken.
        Start((CompletionCallback?)Interlocked.Exchange(ref _callbacks, origin), completion, origin);
    }

    /// <summary>Runs a callback when the stream is over, at once when it is. On the thread pool in either case.</summary>
    public void Watch(CompletionCallback callback)
    {
        var newest = Volatile.Read(ref _callbacks);
        while (newest is not IStreamOrigin)
        {
            callback.Previous = (CompletionCallback?)newest;
            var seen = Interlocked.CompareExchange(ref _callbacks, callback, newest);
            if (ReferenceEquals(seen, newest))
            {
                return;
            }

            newest = seen;
        }

        callback.Previous = null;
        Start(callback, _completion!, (IStreamOrigin)newest);
    }

    /// <summary>
    /// Cancels the token when another one is cancelled. On the thread pool, not on the thread that stops the host or watches the connection: the callbacks of the token are the producer's own.
    /// </summary>
    /// <param name="other">The other one.</param>
    /// <param name="failed">Is told what the callbacks have thrown.</param>
    public CancellationTokenRegistration CancelWith(CancellationToken other, Action<Exception> failed) =>
        other.UnsafeRegister(
            static link => ThreadPool.UnsafeQueueUserWorkItem(
                static link =>
                {
                    if (link.Item1.Cancel() is { } failure)
                    {
                        link.Item2(failure);
                    }
                },
                (Tuple<StreamLifetime, Action<Exception>>)link!,
                preferLocal: false),
            Tuple.Create(this, failed));

    private static CancellationTokenSource MakeCancelled()
    {
        var source = new CancellationTokenSource();
        source.Cancel();
        return source;
    }

    private static void Start(CompletionCallback? newest, StreamCompletion completion, IStreamOrigin origin)
    {
        StreamCompletedContext? context = null;
        for (var callback = newest; callback is not null; callback = callback.Previous)
        {
            callback.Start(ref context, completion, origin);
        }
    }

    /// <summary>Cancels the token. Runs the producer's callbacks on this thread, so it must not be called on a timer's or a sender's thread.</summary>
    /// <returns>What a callback threw, for the log: a callback of the application must not break the pump.</returns>
    public Exception? Cancel()
    {
        try
        {
            // Full fence; pairs with the exchange in Token.
            Interlocked.CompareExchange(ref _cancellation, Cancelled, null)?.Cancel();
            return null;
        }
        catch (AggregateException exception)
        {
            return exception;
        }
    }
}
