namespace SegStream;

/// <summary>When the health check of SegStream says that a host is not well.</summary>
/// <remarks>A value out of range throws when the check is made, which is when the first health report is asked for.</remarks>
public sealed class SegStreamHealthOptions
{
    /// <summary>Share of <see cref="SegStreamOptions.MaxStreams"/> at which the host is degraded. At the limit itself, when new streams are refused, it reports the failure status.</summary>
    /// <value>Above 0, up to 1. Default: 0.9. Without <see cref="SegStreamOptions.MaxStreams"/> it means nothing.</value>
    public double DegradedShare { get; set; } = 0.9;

    /// <summary>Time after which a write that waits for its client makes a stream count as stalled.</summary>
    /// <value>Above zero; below the write timeout of the streams, which ends them. Default: 10 s.</value>
    public TimeSpan StalledAfter { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Number of stalled streams above which the host is degraded.</summary>
    /// <value>0 or more, or <see langword="null"/> when stalled streams are only reported. Default: <see langword="null"/>, because a client that does not read says nothing about the host.</value>
    public int? MaxStalledStreams { get; set; }
}
