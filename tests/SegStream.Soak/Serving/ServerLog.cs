using System.Collections.Concurrent;
using SegStream.Soak.Books;
using SegStream.Soak.Endpoints;

namespace SegStream.Soak.Serving;

/// <summary>Reads the ends of streams from the log, and keeps everything in it that is not expected.</summary>
/// <remarks>The log is the one place that tells of every stream, of those without a sender too, and its message is written in the context of the stream's request.</remarks>
internal sealed class ServerLog : ILoggerProvider
{
    private const string StreamCategory = "SegStream";
    private const int EndedId = 1;
    private const int IncompleteId = 2;
    private const int SlowConsumerId = 4;
    private const int FailedAfterEndId = 5;
    private const int FailedBeforeStartId = 6;
    private const int ApplicationErrorId = 13;
    private const int SlowHeartbeatId = 22;

    private long _incomplete;
    private long _slow;
    private long _refused;
    private long _failed;

    /// <summary>Messages that no plan accounts for.</summary>
    public ConcurrentQueue<string> Unexpected { get; } = new();

    /// <summary>Warnings of streams that ended without <c>EndStream</c>.</summary>
    public long Incomplete => Interlocked.Read(ref _incomplete);

    /// <summary>Warnings of clients that were too slow.</summary>
    public long Slow => Interlocked.Read(ref _slow);

    /// <summary>Errors of streams that failed before their first byte.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>The server's own errors: requests whose response was cut short.</summary>
    public long Failed => Interlocked.Read(ref _failed);

    public ILogger CreateLogger(string categoryName) => new Reader(this, categoryName);

    public void Dispose()
    {
    }

    private void Read<TState>(string category, LogLevel level, int id, TState state, Exception? exception, Func<TState, Exception?, string> format)
    {
        if (category == StreamCategory && id is EndedId or IncompleteId or SlowConsumerId)
        {
            ReadEnd((IReadOnlyList<KeyValuePair<string, object?>>)state!);
        }

        if (level >= LogLevel.Warning && !IsExpected(category, id, exception))
        {
            Unexpected.Enqueue($"{level} {category}[{id}]: {format(state, exception)} {exception}");
        }
    }

    private void ReadEnd(IReadOnlyList<KeyValuePair<string, object?>> values)
    {
        if (StreamRecord.Current is not { } record)
        {
            Unexpected.Enqueue("A stream ended outside of a request.");
            return;
        }

        record.End(new EndedStream((CompletionReason)Of("Reason"), (long)Of("Events"), (long)Of("Bytes"), (long)Of("Dropped")));

        object Of(string name) => values.First(value => value.Key == name).Value!;
    }

    private bool IsExpected(string category, int id, Exception? exception)
    {
        var planned = exception is null or SoakFailure or StreamIncompleteException or OperationCanceledException;
        switch (category, id)
        {
            case (StreamCategory, IncompleteId):
                Interlocked.Increment(ref _incomplete);
                return true;
            case (StreamCategory, SlowConsumerId):
                Interlocked.Increment(ref _slow);
                return true;
            case (StreamCategory, FailedAfterEndId) when exception is SoakFailure && StreamRecord.Current is { Ended.Reason: CompletionReason.SlowConsumer or CompletionReason.ClientAborted }:
                // The plan was to fail, and the stream was over before: whether that was right is the judge's business.
                return true;
            case (StreamCategory, FailedBeforeStartId) when planned:
                Interlocked.Increment(ref _refused);
                return true;
            case ("Microsoft.AspNetCore.Server.Kestrel", ApplicationErrorId) when planned:
                Interlocked.Increment(ref _failed);
                return true;
            case ("Microsoft.AspNetCore.Server.Kestrel", SlowHeartbeatId):
                // The machine was busy; the run shows elsewhere what that did.
                return true;
            default:
                return false;
        }
    }

    private sealed class Reader(ServerLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning || category == StreamCategory;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                log.Read(category, logLevel, eventId.Id, state, exception, formatter);
            }
        }
    }
}
