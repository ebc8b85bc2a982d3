namespace SegStream.Hosting;

/// <summary>Describes the settings in force.</summary>
internal static class SettingsDescriber
{
    public static StreamManifestSettings Describe(StreamEndpointDefinition definition, StreamSettings settings)
    {
        var frames = settings.Frames.For(definition.Mode);
        return new StreamManifestSettings
        {
            HeartbeatSeconds = HasHeartbeat(definition) ? settings.Heartbeat?.TotalSeconds : null,
            IdleTimeoutSeconds = settings.IdleTimeout?.TotalSeconds,
            MaxDurationSeconds = settings.MaxDuration?.TotalSeconds,
            WriteTimeoutSeconds = settings.WriteTimeout?.TotalSeconds,
            Capacity = settings.Channel.Capacity,
            HighWatermark = settings.Channel.HighWatermark,
            LowWatermark = settings.Channel.LowWatermark,
            Overflow = settings.Channel.Overflow,
            MaxLag = settings.Lag.Events,
            MaxLagBytes = settings.Lag.Bytes,
            Envelope = frames.Envelope,
            BatchCount = frames.BatchCount,
            BatchDelayMilliseconds = frames.BatchDelay?.TotalMilliseconds,
            FlushIntervalMilliseconds = frames.FlushInterval?.TotalMilliseconds,
            CompressPayloadsOver = frames.CompressPayloadsOver,
            Compression = frames.Compression,
            MaxFrameBytes = frames.MaxFrameBytes,
            LengthPrefixed = definition.LengthPrefixed,
            OnShutdown = settings.OnShutdown,
        };
    }

    // A JSON text sequence has no place for one, nor have text and bytes.
    private static bool HasHeartbeat(StreamEndpointDefinition definition) =>
        definition.Mode == StreamMode.Sse
        || (definition.Mode == StreamMode.Json && (definition.Formats & (JsonStreamFormats.NdJson | JsonStreamFormats.JsonArray)) != JsonStreamFormats.None);
}
