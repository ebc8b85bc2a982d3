using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace SegStream.Runtime.Tests.Hosting;

/// <summary>Keeps what is logged.</summary>
internal sealed class LogRecorder : ILoggerProvider
{
    public ConcurrentQueue<(string Category, LogLevel Level, string Message, EventId Id)> Entries { get; } = new();

    public IEnumerable<string> Of(string category, LogLevel atLeast = LogLevel.Trace) =>
        Entries.Where(entry => entry.Category == category && entry.Level >= atLeast).Select(entry => entry.Message);

    public ILogger CreateLogger(string categoryName) => new Recorder(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Recorder(LogRecorder owner, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            owner.Entries.Enqueue((category, logLevel, formatter(state, exception), eventId));
    }
}
