using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using SegStream.Delivery;
using SegStream.Diagnostics;
using SegStream.Sending;

namespace SegStream.Hosting;

/// <summary>Runs one stream as the response of one request: pump, producer, the end on the wire, and the books.</summary>
internal static class StreamExecution
{
    /// <summary>How long after the last flush a connection is broken off whose body must not end like a complete one while the producer goes on.</summary>
    private static readonly TimeSpan LastBytesLeave = TimeSpan.FromSeconds(1);

    /// <summary>Streams a source until it is over and its producer is at rest.</summary>
    /// <param name="http">The request.</param>
    /// <param name="plan">How to stream.</param>
    /// <param name="source">The events.</param>
    /// <param name="lifetime">The stream's end, for its producers and watchers.</param>
    /// <param name="producing">The producer's own task where it has one. It is awaited before the request ends, because the request's services end with it.</param>
    /// <exception cref="StreamIncompleteException">The stream is not complete, so its response must not look complete either.</exception>
    public static Task RunAsync<T>(HttpContext http, StreamPlan<T> plan, StreamSource<T> source, StreamLifetime lifetime, Task? producing) =>
        RunAsync(http, plan, CreatePump(http, plan, source, lifetime), lifetime, producing);

    private static StreamPump<T> CreatePump<T>(HttpContext http, StreamPlan<T> plan, StreamSource<T> source, StreamLifetime lifetime)
    {
        var host = plan.Host;
        var output = new ResponseOutput(http, plan.Formatter.Mode, plan.Formatter.ContentType, plan.HasHeartbeat ? plan.Settings.Heartbeat : null, plan.Settings.Frames.Compression);
        return new StreamPump<T>(source, plan.Formatter, output, lifetime, host.Wheel, plan.Settings.PumpLimits(plan.HasHeartbeat), host.Describing, plan.Settings.Frames.For(plan.Formatter.Mode).Pace(host.PaceWheel), plan.Settings.Lag)
        {
            OnShutdown = plan.Settings.OnShutdown,
            Origin = plan,
            Metrics = host.Metrics.Of(plan.DisplayName, plan.Formatter.Mode),
        };
    }

    // What is a local variable here is kept for as long as the stream is open.
    private static async Task RunAsync<T>(HttpContext http, StreamPlan<T> plan, StreamPump<T> pump, StreamLifetime lifetime, Task? producing)
    {
        var started = plan.Host.Time.GetTimestamp();

        // Here and not with the pump: it becomes the current activity, and leaving this method gives the caller its own back.
        pump.Activity = StartActivity(plan);
        if (plan.Host.Options.FindLostClients)
        {
            LostClients.Watch(http, plan.Settings.WriteTimeout, plan.Host.Options.LostClientGrace);
        }

        pump.Metrics!.Open(pump);
        plan.Host.Live.StopIfTooLate(pump);
        var leaving = http.RequestAborted.UnsafeRegister(static pump => ((IStoppableStream)pump!).Stop(CompletionReason.ClientAborted), pump);
        var completion = await pump.RunAsync().ConfigureAwait(false);
        await FinishAsync(http, plan, pump, lifetime, producing, leaving, started, completion).ConfigureAwait(false);
    }

    /// <summary>A listener of the application that throws must not leave a producer without its reader: the stream goes on without being traced.</summary>
    private static Activity? StartActivity<T>(StreamPlan<T> plan)
    {
        var current = Activity.Current;
        try
        {
            return StreamTracing.Start(plan.DisplayName, plan.Formatter.Mode);
        }
        catch (Exception exception)
        {
            Activity.Current = current;
            StreamLog.TracingFailed(plan.Host.Logger, plan.DisplayName, exception);
            return null;
        }
    }

    private static async Task FinishAsync<T>(HttpContext http, StreamPlan<T> plan, StreamPump<T> pump, StreamLifetime lifetime, Task? producing, CancellationTokenRegistration leaving, long started, StreamCompletion completion)
    {
        await leaving.DisposeAsync().ConfigureAwait(false);
        if (pump.IsDetached)
        {
            completion = await GoOnWithoutClientAsync(http, plan, pump).ConfigureAwait(false);
            Report(plan, producing is null ? pump.FailureWithoutClient : null);
        }

        var host = plan.Host;
        if (host.Shutdown.HasBegun)
        {
            host.Shutdown.Closing.Add(http);
        }

        completion = completion with { Duration = host.Time.GetElapsedTime(started) };
        try
        {
            pump.Metrics!.Close(pump, completion);
            StreamLog.Completed(host.Logger, plan.DisplayName, completion);
            StreamTracing.Stop(pump.Activity, completion);
        }
        finally
        {
            // A log or a listener of the application that throws fails the request, and must not keep the stream's end from those who wait for it.
            BreakUnlessEnded(http, completion);
            lifetime.Complete(completion, plan);
            http.Features.Get<StreamWatch>()?.Lifetime.Complete(completion, plan);
            host.Tell(completion, plan);
            await StopProducerAsync(http, plan, pump, lifetime, producing, completion).ConfigureAwait(false);
        }

        if (!pump.IsDetached)
        {
            ThrowUnlessClean(http, plan, completion);
        }
    }

    /// <summary>
    /// The client has its end and the producer goes on. A body that may not end like a complete one is broken off; its last bytes are given a moment to leave, because
    /// breaking a connection loses what the server has not sent yet.
    /// </summary>
    private static async Task<StreamCompletion> GoOnWithoutClientAsync<T>(HttpContext http, StreamPlan<T> plan, StreamPump<T> pump)
    {
        if (ResponseOutput.IsClean(plan.Formatter.Mode, CompletionReason.ServerShutdown))
        {
            return await pump.DiscardAsync().ConfigureAwait(false);
        }

        var leaving = Task.Delay(LastBytesLeave, plan.Host.Time);
        var breaking = leaving.ContinueWith(static (_, http) => ((HttpContext)http!).Abort(), http, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        var completion = await pump.DiscardAsync().ConfigureAwait(false);
        await breaking.ConfigureAwait(false);
        return completion;
    }

    /// <summary>Nothing else keeps the server from ending the body like a complete one, if the client comes to life again.</summary>
    private static void BreakUnlessEnded(HttpContext http, StreamCompletion completion)
    {
        if (completion.Reason is CompletionReason.ClientAborted or CompletionReason.SlowConsumer && !http.RequestAborted.IsCancellationRequested)
        {
            http.Abort();
        }
    }

    private static async Task StopProducerAsync<T>(HttpContext http, StreamPlan<T> plan, StreamPump<T> pump, StreamLifetime lifetime, Task? producing, StreamCompletion completion)
    {
        var mayGoOn = completion.Reason == CompletionReason.Completed || pump.IsDetached;
        if (!mayGoOn)
        {
            Report(plan, lifetime.Cancel());
        }

        Report(plan, await pump.ReleaseSourceAsync().ConfigureAwait(false));
        if (producing is not null)
        {
            await RestAsync(http, plan, pump, lifetime, producing).ConfigureAwait(false);
            var failure = producing.Exception?.InnerException;
            Report(plan, ReferenceEquals(failure, completion.Exception) ? null : failure);
        }

        if (mayGoOn)
        {
            Report(plan, lifetime.Cancel());
        }
    }

    /// <summary>
    /// After a complete stream a method may go on as long as it has to. But nobody is left who would tell it that its connection or the host is going,
    /// and the request cannot end before it: a response that is complete does not raise <see cref="HttpContext.RequestAborted"/> any more.
    /// </summary>
    private static async Task RestAsync<T>(HttpContext http, StreamPlan<T> plan, StreamPump<T> pump, StreamLifetime lifetime, Task producing)
    {
        if (producing.IsCompleted)
        {
            return;
        }

        // A method that is detached is meant to go on without its client.
        var gone = pump.IsDetached ? CancellationToken.None : http.Features.Get<IConnectionLifetimeFeature>()?.ConnectionClosed ?? http.RequestAborted;
        await using (gone.UnsafeRegister(Cancel, lifetime).ConfigureAwait(false))
        await using (plan.Host.Shutdown.Deadline(plan.Settings.OnShutdown).UnsafeRegister(Cancel, lifetime).ConfigureAwait(false))
        {
            await producing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        static void Cancel(object? lifetime) =>
            ThreadPool.UnsafeQueueUserWorkItem(static lifetime => lifetime.Cancel(), (StreamLifetime)lifetime!, preferLocal: false);
    }

    private static void Report<T>(StreamPlan<T> plan, Exception? exception)
    {
        if (exception is null or OperationCanceledException)
        {
            return;
        }

        try
        {
            plan.ProducerFailed(exception);
        }
        catch (Exception)
        {
            // A log of the application that throws must keep neither the producer from being released nor the end from those who wait for it.
        }
    }

    /// <summary>
    /// A server ends a response that has begun without its proper end only when the request fails: there is no other way to let
    /// what was written arrive and yet show the client that it is not all. Breaking the connection would lose bytes that are still on their way.
    /// </summary>
    private static void ThrowUnlessClean<T>(HttpContext http, StreamPlan<T> plan, StreamCompletion completion)
    {
        if (ResponseOutput.IsClean(plan.Formatter.Mode, completion.Reason) || completion.Reason is CompletionReason.ClientAborted or CompletionReason.SlowConsumer)
        {
            return;
        }

        if (completion.Exception is { } exception)
        {
            if (http.Response.HasStarted)
            {
                // Nobody can answer with a status any more, so the failure itself need not be thrown: one exception may fail a thousand streams, and each throw makes it longer.
                throw new StreamIncompleteException($"{plan.DisplayName}: the stream failed after its response had begun.", exception);
            }

            ExceptionDispatchInfo.Throw(exception);
        }

        throw new StreamIncompleteException(completion.Reason == CompletionReason.Incomplete
            ? $"{plan.DisplayName}: the stream ended without EndStream. Call EndStream on every path that finishes the stream."
            : $"{plan.DisplayName}: the stream ended with the reason {completion.Reason} before it was complete.");
    }
}
