namespace SegStream;

/// <summary>The settings of a function that are in force: the nearest of attribute, options and configuration.</summary>
public sealed class StreamManifestSettings
{
    /// <summary>Silence in seconds after which a heartbeat comes, or <see langword="null"/> for none. From it a client knows when a stream is dead.</summary>
    public double? HeartbeatSeconds { get; init; }

    /// <summary>Silence in seconds after which the stream ends, or <see langword="null"/> for none.</summary>
    public double? IdleTimeoutSeconds { get; init; }

    /// <summary>Seconds after which the stream ends, or <see langword="null"/> for none.</summary>
    public double? MaxDurationSeconds { get; init; }

    /// <summary>Seconds that one write may take before a client counts as too slow, or <see langword="null"/> for no limit.</summary>
    public double? WriteTimeoutSeconds { get; init; }

    /// <summary>Events that wait for a slow client.</summary>
    public int Capacity { get; init; }

    /// <summary>Events from which senders wait.</summary>
    public int HighWatermark { get; init; }

    /// <summary>Events to which the queue must fall before waiting senders go on.</summary>
    public int LowWatermark { get; init; }

    /// <summary>What happens when more events wait for a slow client than there is room for.</summary>
    public OverflowPolicy Overflow { get; init; }

    /// <summary>Events that the stream may be behind its groups.</summary>
    public int MaxLag { get; init; }

    /// <summary>Bytes that the stream may be behind its groups.</summary>
    public int MaxLagBytes { get; init; }

    /// <summary>How the type of an event is told.</summary>
    public StreamEnvelope Envelope { get; init; }

    /// <summary>Most events in one frame; 1 for no batches.</summary>
    public int BatchCount { get; init; } = 1;

    /// <summary>Milliseconds that an event may wait for its batch, or <see langword="null"/> for none.</summary>
    public double? BatchDelayMilliseconds { get; init; }

    /// <summary>Least milliseconds between two flushes, or <see langword="null"/> for none.</summary>
    public double? FlushIntervalMilliseconds { get; init; }

    /// <summary>Bytes above which a payload comes compressed, or <see langword="null"/> for never.</summary>
    public int? CompressPayloadsOver { get; init; }

    /// <summary>The content codings that a client may ask for.</summary>
    public StreamCompression Compression { get; init; }

    /// <summary>Bytes of the largest event, or <see langword="null"/> for no limit.</summary>
    public int? MaxFrameBytes { get; init; }

    /// <summary>Whether each event of a binary stream is preceded by its length.</summary>
    public bool LengthPrefixed { get; init; }

    /// <summary>What becomes of a stream when the host stops.</summary>
    public ShutdownPolicy OnShutdown { get; init; }
}
