namespace SegStream.Diagnostics;

/// <summary>A running stream, as the metrics of its endpoint see it. The links belong to <see cref="EndpointMetrics"/>.</summary>
internal interface IObservedStream
{
    IObservedStream? Next { get; set; }

    IObservedStream? Previous { get; set; }

    /// <summary>Any thread: how long the write that is pending has waited for the client; null when none is pending.</summary>
    TimeSpan? WriteAge { get; }

    /// <summary>
    /// Any thread: where the stream stands. What counts up never exceeds what the stream's completion will say, except the dropped events for the instant in
    /// which they are closed, when they read as too few.
    /// </summary>
    StreamReading Read();
}
