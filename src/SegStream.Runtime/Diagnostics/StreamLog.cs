using Microsoft.Extensions.Logging;

namespace SegStream.Diagnostics;

/// <summary>
/// The log messages of the runtime, category <see cref="SegStreamDiagnostics.LogCategory"/>. Each stream writes one line when it ends: one of 1, 2 and 4. Nothing that a client has
/// sent is in them, no path, address or payload; an exception says what the application's code has put into it.
/// </summary>
internal static partial class StreamLog
{
    [LoggerMessage(1, LogLevel.Debug, "{Endpoint}: the stream ended: {Reason}, {Events} events and {Bytes} bytes sent, {Dropped} events dropped, after {Duration}.")]
    public static partial void Ended(ILogger logger, string endpoint, CompletionReason reason, long events, long bytes, long dropped, TimeSpan duration);

    [LoggerMessage(2, LogLevel.Warning, "{Endpoint}: the stream ended without EndStream: {Reason}, {Events} events and {Bytes} bytes sent, {Dropped} events dropped, after {Duration}. The client is not told that it is complete; call EndStream on every path that finishes the stream.")]
    public static partial void Incomplete(ILogger logger, string endpoint, CompletionReason reason, long events, long bytes, long dropped, TimeSpan duration);

    [LoggerMessage(4, LogLevel.Warning, "{Endpoint}: the client read too slowly for the write timeout or, with Overflow = Disconnect, for the queue; the connection was closed: {Reason}, {Events} events and {Bytes} bytes sent, {Dropped} events dropped, after {Duration}.")]
    public static partial void SlowConsumer(ILogger logger, string endpoint, CompletionReason reason, long events, long bytes, long dropped, TimeSpan duration);

    [LoggerMessage(5, LogLevel.Error, "{Endpoint}: the producer failed after its stream had ended.")]
    public static partial void FailedAfterEnd(ILogger logger, string endpoint, Exception exception);

    [LoggerMessage(6, LogLevel.Error, "{Endpoint}: failed before the first event.")]
    public static partial void FailedBeforeStart(ILogger logger, string endpoint, Exception exception);

    [LoggerMessage(7, LogLevel.Information, "{Endpoint}: refused with {Status} because of a {Exception}.")]
    public static partial void Refused(ILogger logger, string endpoint, int status, string exception);

    /// <summary>The one line of a stream's end. A failure is not written here: it leaves the endpoint as an exception, and the server, or who handles it before, logs it.</summary>
    public static void Completed(ILogger logger, string endpoint, StreamCompletion completion)
    {
        switch (completion.Reason)
        {
            case CompletionReason.Incomplete:
                Incomplete(logger, endpoint, completion.Reason, completion.EventsSent, completion.BytesSent, completion.EventsDropped, completion.Duration);
                break;
            case CompletionReason.SlowConsumer:
                SlowConsumer(logger, endpoint, completion.Reason, completion.EventsSent, completion.BytesSent, completion.EventsDropped, completion.Duration);
                break;
            default:
                Ended(logger, endpoint, completion.Reason, completion.EventsSent, completion.BytesSent, completion.EventsDropped, completion.Duration);
                break;
        }
    }

    // Debug: whoever is over a limit asks again and again, and must not fill the log.
    [LoggerMessage(20, LogLevel.Debug, "{Endpoint}: not admitted, answered with {Status}: {Limit}.")]
    public static partial void NotAdmitted(ILogger logger, string endpoint, int status, Enum limit);

    [LoggerMessage(21, LogLevel.Debug, "{Endpoint}: the host is stopping, the client is asked to come back.")]
    public static partial void RefusedWhileStopping(ILogger logger, string endpoint);

    [LoggerMessage(22, LogLevel.Error, "{Endpoint}: a callback for the end of the stream failed.")]
    public static partial void CallbackFailed(ILogger logger, string endpoint, Exception exception);

    [LoggerMessage(23, LogLevel.Error, "{Endpoint}: a listener of activities failed when that of a stream began or ended; the stream is as it would be without one.")]
    public static partial void TracingFailed(ILogger logger, string endpoint, Exception exception);

    [LoggerMessage(24, LogLevel.Error, "A listener of the meter failed; its figures are not complete. Whatever it throws from here on is not written down.")]
    public static partial void MeasuringFailed(ILogger logger, Exception exception);

    [LoggerMessage(25, LogLevel.Warning, "{Where}: HostOptions.ShutdownTimeout is infinite and OnShutdown is {Policy}, so a producer that does not come to its end keeps a stopping host for ever. Set a ShutdownTimeout, or OnShutdown to Drain.")]
    public static partial void EndlessShutdown(ILogger logger, string where, ShutdownPolicy policy);

    [LoggerMessage(26, LogLevel.Warning, "None of the {Count} stream endpoints of {Assembly} is served: call app.MapSegStream().")]
    public static partial void NotMapped(ILogger logger, int count, string assembly);
}
