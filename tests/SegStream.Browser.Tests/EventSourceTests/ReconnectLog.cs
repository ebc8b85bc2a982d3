using System.Collections.Concurrent;

namespace SegStream.Browser.Tests.EventSourceTests;

/// <summary>What a browser said each time it came.</summary>
public sealed class ReconnectLog
{
    private readonly ConcurrentQueue<string?> _visits = new();

    /// <summary>The <c>Last-Event-ID</c> of each visit; null where there was none.</summary>
    public IReadOnlyList<string?> Visits => [.. _visits];

    /// <summary>Notes a visit.</summary>
    /// <param name="lastEventId">The header that came with it.</param>
    /// <returns>The number of this visit, from 1.</returns>
    public int Note(string? lastEventId)
    {
        _visits.Enqueue(lastEventId);
        return _visits.Count;
    }
}
