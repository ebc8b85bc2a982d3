using Microsoft.Extensions.Logging;

namespace SegStream.Diagnostics;

/// <summary>
/// The application's log, with what it throws kept from those who write to it: they hold streams, threads of the pool and a host that stops, and none of these may suffer because a line cannot be written.
/// There is nobody left to be told.
/// </summary>
internal sealed class IsolatedLogger(ILogger logger) : ILogger
{
    /// <inheritdoc />
    public bool IsEnabled(LogLevel logLevel)
    {
        try
        {
            return logger.IsEnabled(logLevel);
        }
        catch (Exception)
        {
            return false;
        }
    }

    /// <inheritdoc />
    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        try
        {
            logger.Log(logLevel, eventId, state, exception, formatter);
        }
        catch (Exception)
        {
            // See above.
        }
    }

    /// <inheritdoc />
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;
}
