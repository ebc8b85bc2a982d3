using System.Globalization;
using System.Threading.Channels;

namespace Showcase.Formats;

/// <summary>Keeps the last lines of the application's own log and hands new ones to whoever reads along.</summary>
/// <param name="time">Tells when a line was written.</param>
public sealed class LogTail(TimeProvider time) : ILoggerProvider
{
    private const int MaxRecent = 40;
    private const int MaxUnread = 256;

    private readonly Lock _gate = new();
    private readonly Queue<string> _recent = new();
    private readonly HashSet<Channel<string>> _readers = [];

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new TailLogger(this, categoryName[(categoryName.LastIndexOf('.') + 1)..]);

    /// <summary>Follows the log: the last lines first, then every new one.</summary>
    /// <param name="ct">Ends it.</param>
    /// <returns>The lines. A reader that is slow misses the oldest ones.</returns>
    public ChannelReader<string> Follow(CancellationToken ct)
    {
        var reader = Channel.CreateBounded<string>(new BoundedChannelOptions(MaxUnread) { FullMode = BoundedChannelFullMode.DropOldest });
        lock (_gate)
        {
            foreach (var line in _recent)
            {
                reader.Writer.TryWrite(line);
            }

            _readers.Add(reader);
        }

        ct.Register(() => Leave(reader));
        return reader.Reader;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private void Leave(Channel<string> reader)
    {
        lock (_gate)
        {
            _readers.Remove(reader);
        }

        reader.Writer.TryComplete();
    }

    private void Write(LogLevel level, string category, string message)
    {
        var at = time.GetLocalNow().ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
        var line = $"{at} {level.ToString().ToLowerInvariant(),-11} {category}: {message.ReplaceLineEndings(" ")}";
        lock (_gate)
        {
            _recent.Enqueue(line);
            if (_recent.Count > MaxRecent)
            {
                _recent.Dequeue();
            }

            foreach (var reader in _readers)
            {
                reader.Writer.TryWrite(line);
            }
        }
    }

    private sealed class TailLogger(LogTail tail, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel is >= LogLevel.Information and not LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                tail.Write(logLevel, category, formatter(state, exception));
            }
        }
    }
}
