using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using SegStream.Delivery;
using SegStream.Diagnostics;
using SegStream.Sending;

namespace SegStream.Hosting;

/// <summary>
/// One stream as the response of one request: its bytes, the end on the wire, its producer's end, and the books. What is a field here is kept for as long as the stream is open; it stands in the place of a
/// state machine around the pump's.
/// </summary>
internal sealed class StreamedResponse<T>(HttpContext http, StreamPlan<T> plan, Task? producing) : ResponseOutput(http)
{
    /// <summary>How long after the last flush a connection is broken off whose body must not end like a complete one while the producer goes on.</summary>
    private static readonly TimeSpan LastBytesLeave = TimeSpan.FromSeconds(1);

    private readonly StreamPlan<T> _plan = plan;
    private readonly Task? _producing = producing;
    private StreamPump<T>? _pump;
    private CancellationTokenRegistration _leaving;
    private long _started;

    /// <summary>Streams a source until it is over and its producer is at rest. The only call.</summary>
    public Task RunAsync(StreamSource<T> source, StreamLifetime lifetime)
    {
        _pump = new StreamPump<T>(source, _plan.Pump, this, lifetime);
        return _pump.RunAsync();
    }

    /// <inheritdoc />
    protected override ResponseHead Head => _plan.Head;

    private StreamPump<T> Pump => _pump!;

    public override void Begin()
    {
        _started = _plan.Host.Time.GetTimestamp();

        // Here and not with the pump: it becomes the current activity, and leaving the pump's method gives the caller its own back.
        Pump.Activity = StartActivity();
        if (_plan.Host.Options.FindLostClients)
        {
            LostClients.Watch(Http, _plan.Settings.WriteTimeout, _plan.Host.Options.LostClientGrace);
        }

        Pump.Metrics!.Open(Pump);
        _plan.Host.Live.StopIfTooLate(Pump);
        _leaving = Http.RequestAborted.UnsafeRegister(static pump => ((IStoppableStream)pump!).Stop(CompletionReason.ClientAborted), Pump);
    }

    /// <summary>A listener of the application that throws must not leave a producer without its reader: the stream goes on without being traced.</summary>
    private Activity? StartActivity()
    {
        var current = Activity.Current;
        try
        {
            return StreamTracing.Start(_plan.DisplayName, _plan.Mode);
        }
        catch (Exception exception)
        {
            Activity.Current = current;
            StreamLog.TracingFailed(_plan.Host.Logger, _plan.DisplayName, exception);
            return null;
        }
    }

    /// <summary>The same at the end: nobody who waits for the stream has to do with it.</summary>
    private void StopActivity(StreamCompletion completion)
    {
        try
        {
            StreamTracing.Stop(Pump.Activity, completion);
        }
        catch (Exception exception)
        {
            StreamLog.TracingFailed(_plan.Host.Logger, _plan.DisplayName, exception);
        }
    }

    public override async ValueTask FinishAsync(StreamCompletion completion)
    {
        await _leaving.DisposeAsync().ConfigureAwait(false);
        if (Pump.IsDetached)
        {
            completion = await GoOnWithoutClientAsync().ConfigureAwait(false);
            Report(_producing is null ? Pump.FailureWithoutClient : null);
        }

        var host = _plan.Host;
        if (host.Shutdown.HasBegun)
        {
            host.Shutdown.Closing.Add(Http);
        }

        completion = completion with { Duration = host.Time.GetElapsedTime(_started) };
        Pump.Metrics!.Close(Pump, completion);
        StreamLog.Completed(host.Logger, _plan.DisplayName, completion);
        StopActivity(completion);
        BreakUnlessEnded(completion);
        var origin = _plan.Origin(Http);
        Pump.Lifetime.Complete(completion, origin);
        Http.Features.Get<StreamWatch>()?.Lifetime.Complete(completion, origin);
        host.Tell(completion, origin);
        await StopProducerAsync(completion).ConfigureAwait(false);
        if (!Pump.IsDetached)
        {
            ThrowUnlessClean(completion);
        }
    }

    /// <summary>
    /// The client has its end and the producer goes on. A body that may not end like a complete one is broken off; its last bytes are given a moment to leave, because
    /// breaking a connection loses what the server has not sent yet.
    /// </summary>
    private async Task<StreamCompletion> GoOnWithoutClientAsync()
    {
        if (IsClean(_plan.Mode, CompletionReason.ServerShutdown))
        {
            return await Pump.DiscardAsync().ConfigureAwait(false);
        }

        var leaving = Task.Delay(LastBytesLeave, _plan.Host.Time);
        var breaking = leaving.ContinueWith(static (_, http) => ((HttpContext)http!).Abort(), Http, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        var completion = await Pump.DiscardAsync().ConfigureAwait(false);
        await breaking.ConfigureAwait(false);
        return completion;
    }

    /// <summary>Nothing else keeps the server from ending the body like a complete one, if the client comes to life again.</summary>
    private void BreakUnlessEnded(StreamCompletion completion)
    {
        if (completion.Reason is CompletionReason.ClientAborted or CompletionReason.SlowConsumer && !Http.RequestAborted.IsCancellationRequested)
        {
            Http.Abort();
        }
    }

    private async Task StopProducerAsync(StreamCompletion completion)
    {
        var mayGoOn = completion.Reason == CompletionReason.Completed || Pump.IsDetached;
        if (!mayGoOn)
        {
            Report(Pump.Lifetime.Cancel());
        }

        Report(await Pump.ReleaseSourceAsync().ConfigureAwait(false));
        if (_producing is { } producing)
        {
            await RestAsync(producing).ConfigureAwait(false);
            var failure = producing.Exception?.InnerException;
            Report(ReferenceEquals(failure, completion.Exception) ? null : failure);
        }

        if (mayGoOn)
        {
            Report(Pump.Lifetime.Cancel());
        }
    }

    /// <summary>
    /// After a complete stream a method may go on as long as it has to. But nobody is left who would tell it that its connection or the host is going,
    /// and the request cannot end before it: a response that is complete does not raise <see cref="HttpContext.RequestAborted"/> any more.
    /// </summary>
    private async Task RestAsync(Task producing)
    {
        if (producing.IsCompleted)
        {
            return;
        }

        // A method that is detached is meant to go on without its client.
        var gone = Pump.IsDetached ? CancellationToken.None : Http.Features.Get<IConnectionLifetimeFeature>()?.ConnectionClosed ?? Http.RequestAborted;
        await using (Pump.Lifetime.CancelWith(gone, Report).ConfigureAwait(false))
        await using (Pump.Lifetime.CancelWith(_plan.Host.Shutdown.Deadline(_plan.Settings.OnShutdown), Report).ConfigureAwait(false))
        {
            await producing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Report(Exception? exception)
    {
        if (exception is not (null or OperationCanceledException))
        {
            _plan.ProducerFailed(exception);
        }
    }

    /// <summary>
    /// A server ends a response that has begun without its proper end only when the request fails: there is no other way to let
    /// what was written arrive and yet show the client that it is not all. Breaking the connection would lose bytes that are still on their way.
    /// </summary>
    private void ThrowUnlessClean(StreamCompletion completion)
    {
        if (IsClean(_plan.Mode, completion.Reason) || completion.Reason is CompletionReason.ClientAborted or CompletionReason.SlowConsumer)
        {
            return;
        }

        if (completion.Exception is { } exception)
        {
            if (Http.Response.HasStarted)
            {
                // Nobody can answer with a status any more, so the failure itself need not be thrown: one exception may fail a thousand streams, and each throw makes it longer.
                throw new StreamIncompleteException($"{_plan.DisplayName}: the stream failed after its response had begun.", exception);
            }

            ExceptionDispatchInfo.Throw(exception);
        }

        throw new StreamIncompleteException(completion.Reason == CompletionReason.Incomplete
            ? $"{_plan.DisplayName}: the stream ended without EndStream. Call EndStream on every path that finishes the stream."
            : $"{_plan.DisplayName}: the stream ended with the reason {completion.Reason} before it was complete.");
    }
}
