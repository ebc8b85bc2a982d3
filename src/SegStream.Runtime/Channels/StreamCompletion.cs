namespace SegStream;

/// <summary>How a stream ended, and what it carried until then.</summary>
public sealed record StreamCompletion
{
    /// <summary>Why the stream ended.</summary>
    public required CompletionReason Reason { get; init; }

    /// <summary>The failure behind <see cref="CompletionReason.Faulted"/>. It may be set for other reasons too, for example the write error of an aborted connection; null when there was none.</summary>
    public Exception? Exception { get; init; }

    /// <summary>Number of events that were written to the connection. Heartbeats do not count. That the client received them is not known.</summary>
    public long EventsSent { get; init; }

    /// <summary>
    /// Number of events that were accepted and then dropped, because of the stream's <see cref="OverflowPolicy"/>, because it was too far behind the events of its groups, or because the stream ended before they were written. Together with
    /// <see cref="EventsSent"/> it is exactly the number of events that were accepted.
    /// </summary>
    public long EventsDropped { get; init; }

    /// <summary>Number of bytes of the body that were written to the connection, including framing and heartbeats, without HTTP headers and chunk marks.</summary>
    public long BytesSent { get; init; }

    /// <summary>Time from the start of the response to its end.</summary>
    public TimeSpan Duration { get; init; }
}
