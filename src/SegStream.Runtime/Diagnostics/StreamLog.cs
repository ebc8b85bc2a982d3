using Microsoft.Extensions.Logging;

namespace SegStream.Diagnostics;

/// <summary>The log messages of the runtime, category <c>SegStream</c>.</summary>
internal static partial class StreamLog
{
    [LoggerMessage(1, LogLevel.Debug, "{Endpoint}: stream ended: {Reason}, {Events} events, {Bytes} bytes, {Dropped} dropped, {Duration}.")]
    public static partial void Ended(ILogger logger, string endpoint, CompletionReason reason, long events, long bytes, long dropped, TimeSpan duration);

    [LoggerMessage(2, LogLevel.Warning, "{Endpoint}: the stream ended without EndStream after {Events} events; the client is not told that it is complete. Call EndStream on every path that finishes the stream.")]
    public static partial void Incomplete(ILogger logger, string endpoint, long events);

    [LoggerMessage(4, LogLevel.Warning, "{Endpoint}: the client read too slowly for the write timeout or, with Overflow = Disconnect, for the queue; the connection was closed and {Dropped} events were dropped.")]
    public static partial void SlowConsumer(ILogger logger, string endpoint, long dropped);

    [LoggerMessage(5, LogLevel.Error, "{Endpoint}: the producer failed after its stream had ended.")]
    public static partial void FailedAfterEnd(ILogger logger, string endpoint, Exception exception);

    [LoggerMessage(6, LogLevel.Error, "{Endpoint}: failed before the first event.")]
    public static partial void FailedBeforeStart(ILogger logger, string endpoint, Exception exception);

    [LoggerMessage(7, LogLevel.Information, "{Endpoint}: refused with {Status}: {Reason}")]
    public static partial void Refused(ILogger logger, string endpoint, int status, string reason);

    // Debug: whoever is over a limit asks again and again, and must not fill the log.
    [LoggerMessage(20, LogLevel.Debug, "{Endpoint}: not admitted, answered with {Status}: {Limit}.")]
    public static partial void NotAdmitted(ILogger logger, string endpoint, int status, Enum limit);

    [LoggerMessage(21, LogLevel.Debug, "{Endpoint}: the host is stopping, the client is asked to come back.")]
    public static partial void RefusedWhileStopping(ILogger logger, string endpoint);

    [LoggerMessage(22, LogLevel.Error, "{Endpoint}: a callback for the end of the stream failed.")]
    public static partial void CallbackFailed(ILogger logger, string endpoint, Exception exception);
}
