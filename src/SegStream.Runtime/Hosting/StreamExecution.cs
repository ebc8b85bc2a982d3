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
    /// <summary>Streams a source until it is over and its producer is at rest.</summary>
    /// <param name="http">The request.</param>
    /// <param name="plan">How to stream.</param>
    /// <param name="source">The events.</param>
    /// <param name="lifetime">The stream's end, for its producers and watchers.</param>
    /// <param name="producing">The producer's own task where it has one. It is awaited before the request ends, because the request's services end with it.</param>
    /// <exception cref="StreamIncompleteException">The stream is not complete, so its response must not look complete either.</exception>
    public static async Task RunAsync<T>(HttpContext http, StreamPlan<T> plan, StreamSource<T> source, StreamLifetime lifetime, Task? producing)
    {
        var host = plan.Host;
        var started = host.Time.GetTimestamp();
        var heartbeat = plan.HasHeartbeat ? plan.Settings.Heartbeat : null;
        using var output = new ResponseOutput(http, plan.Formatter.Mode, plan.Formatter.ContentType, heartbeat, plan.Settings.Frames.Compression);
        var pump = new StreamPump<T>(source, plan.Formatter, output, lifetime, host.Wheel, plan.Settings.PumpLimits(plan.HasHeartbeat), host.Describe, plan.Settings.Frames.For(plan.Formatter.Mode).Pace(host.PaceWheel))
        {
            Metrics = host.Metrics.Of(plan.DisplayName, plan.Formatter.Mode),
            Activity = StreamTracing.Start(plan.DisplayName, plan.Formatter.Mode),
        };
        host.Live.Add(pump);
        pump.Metrics.Open(pump);
        StreamCompletion completion;
        await using (http.RequestAborted.UnsafeRegister(static pump => ((IStoppableStream)pump!).Stop(CompletionReason.ClientAborted), pump).ConfigureAwait(false))
        {
            completion = await pump.RunAsync().ConfigureAwait(false);
        }

        // Not only with the end of this method: the producer may take its time.
        output.Dispose();

        host.Live.Remove(pump);
        completion = completion with { Duration = host.Time.GetElapsedTime(started) };
        pump.Metrics.Close(pump, completion);
        StreamLog.Completed(host.Logger, plan.DisplayName, completion);
        StreamTracing.Stop(pump.Activity, completion);

        try
        {
            await EndResponseAsync(http, plan, completion).ConfigureAwait(false);
        }
        finally
        {
            lifetime.Complete(completion);
            await StopProducerAsync(http, plan, pump, lifetime, producing, completion).ConfigureAwait(false);
        }

        ThrowUnlessClean(plan, completion);
    }

    /// <summary>Makes the end visible at once, although the producer may still have to tidy up.</summary>
    private static async Task EndResponseAsync<T>(HttpContext http, StreamPlan<T> plan, StreamCompletion completion)
    {
        if (IsClean(plan.Formatter.Mode, completion.Reason))
        {
            await http.Response.CompleteAsync().ConfigureAwait(false);
        }
        else if (completion.Reason is CompletionReason.ClientAborted or CompletionReason.SlowConsumer && !http.RequestAborted.IsCancellationRequested)
        {
            // Nothing else keeps the server from ending the body like a complete one, if the client comes to life again.
            http.Abort();
        }
    }

    /// <summary>
    /// Whether the body may end as a complete one. An SSE client comes back after either end, so there a limit or a shutdown
    /// ends the body in the ordinary way; in every other mode only a complete stream does.
    /// </summary>
    internal static bool IsClean(StreamMode mode, CompletionReason reason) =>
        reason == CompletionReason.Completed
        || (mode == StreamMode.Sse
            && reason is (CompletionReason.ServerShutdown or CompletionReason.MaxDuration or CompletionReason.IdleTimeout));

    private static async Task StopProducerAsync<T>(HttpContext http, StreamPlan<T> plan, StreamPump<T> pump, StreamLifetime lifetime, Task? producing, StreamCompletion completion)
    {
        if (completion.Reason != CompletionReason.Completed)
        {
            Report(plan, lifetime.Cancel());
        }

        Report(plan, await pump.ReleaseSourceAsync().ConfigureAwait(false));
        if (producing is not null)
        {
            await RestAsync(http, plan, lifetime, producing).ConfigureAwait(false);
            var failure = producing.Exception?.InnerException;
            Report(plan, ReferenceEquals(failure, completion.Exception) ? null : failure);
        }

        if (completion.Reason == CompletionReason.Completed)
        {
            Report(plan, lifetime.Cancel());
        }
    }

    /// <summary>
    /// After a complete stream a method may go on as long as it has to. But nobody is left who would tell it that its connection or the host is going,
    /// and the request cannot end before it: a response that is complete does not raise <see cref="HttpContext.RequestAborted"/> any more.
    /// </summary>
    private static async Task RestAsync<T>(HttpContext http, StreamPlan<T> plan, StreamLifetime lifetime, Task producing)
    {
        if (producing.IsCompleted)
        {
            return;
        }

        var gone = http.Features.Get<IConnectionLifetimeFeature>()?.ConnectionClosed ?? http.RequestAborted;
        await using (gone.UnsafeRegister(Cancel, lifetime).ConfigureAwait(false))
        await using (plan.Host.Stopping.UnsafeRegister(Cancel, lifetime).ConfigureAwait(false))
        {
            await producing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        static void Cancel(object? lifetime) =>
            ThreadPool.UnsafeQueueUserWorkItem(static lifetime => lifetime.Cancel(), (StreamLifetime)lifetime!, preferLocal: false);
    }

    private static void Report<T>(StreamPlan<T> plan, Exception? exception)
    {
        if (exception is not null and not OperationCanceledException)
        {
            StreamLog.FailedAfterEnd(plan.Host.Logger, plan.DisplayName, exception);
        }
    }

    /// <summary>
    /// A server ends a response that has begun without its proper end only when the request fails: there is no other way to let
    /// what was written arrive and yet show the client that it is not all. Breaking the connection would lose bytes that are still on their way.
    /// </summary>
    private static void ThrowUnlessClean<T>(StreamPlan<T> plan, StreamCompletion completion)
    {
        if (IsClean(plan.Formatter.Mode, completion.Reason) || completion.Reason is CompletionReason.ClientAborted or CompletionReason.SlowConsumer)
        {
            return;
        }

        if (completion.Exception is { } exception)
        {
            ExceptionDispatchInfo.Throw(exception);
        }

        throw new StreamIncompleteException(completion.Reason == CompletionReason.Incomplete
            ? $"{plan.DisplayName}: the stream ended without EndStream. Call EndStream on every path that finishes the stream."
            : $"{plan.DisplayName}: the stream ended with the reason {completion.Reason} before it was complete.");
    }
}
