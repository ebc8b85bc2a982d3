namespace SegStream.Sending;

/// <summary>One callback of the application for the end of streams.</summary>
internal sealed class CompletionCallback
{
    private readonly CompletionInterest _interest;
    private readonly Action<StreamCompletedContext>? _action;
    private readonly Func<StreamCompletedContext, ValueTask>? _function;

    public CompletionCallback(CompletionInterest interest, Action<StreamCompletedContext> callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        _interest = interest;
        _action = callback;
    }

    public CompletionCallback(CompletionInterest interest, Func<StreamCompletedContext, ValueTask> callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        _interest = interest;
        _function = callback;
    }

    /// <summary>The one that was registered before, where callbacks are in a list.</summary>
    public CompletionCallback? Previous { get; set; }

    public bool Wants(CompletionReason reason) => _interest switch
    {
        CompletionInterest.Timeout => reason is CompletionReason.IdleTimeout or CompletionReason.MaxDuration or CompletionReason.SlowConsumer,
        CompletionInterest.Error => reason == CompletionReason.Faulted,
        _ => true,
    };

    /// <summary>
    /// Runs the callback on the thread pool, if the end is one that it is for. A work item for each one: a callback that blocks or never comes back must not keep the others waiting.
    /// </summary>
    /// <param name="context">What it is told. Made by the first one that needs it, because most streams have none.</param>
    /// <param name="completion">The end.</param>
    /// <param name="origin">Whose end.</param>
    public void Start(ref StreamCompletedContext? context, StreamCompletion completion, IStreamOrigin origin)
    {
        if (!Wants(completion.Reason))
        {
            return;
        }

        context ??= new StreamCompletedContext
        {
            Completion = completion,
            Endpoint = origin.Endpoint,
            Route = origin.Route,
            ConnectionId = origin.ConnectionId,
            Mode = origin.Mode,
        };
        origin.CallbackStarted();
        ThreadPool.UnsafeQueueUserWorkItem(
            static run => _ = run.Callback.RunAsync(run.Context, run.Origin),
            (Callback: this, Context: context, Origin: origin),
            preferLocal: false);
    }

    private async Task RunAsync(StreamCompletedContext context, IStreamOrigin origin)
    {
        Exception? failure = null;
        try
        {
            _action?.Invoke(context);
            if (_function is not null)
            {
                await _function(context).ConfigureAwait(false);
            }
        }
        catch (Exception exception)
        {
            failure = exception;
        }

        origin.CallbackEnded(failure);
    }
}
