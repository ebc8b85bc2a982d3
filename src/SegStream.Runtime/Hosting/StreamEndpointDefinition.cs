using System.ComponentModel;
using System.Text.Json.Serialization;

namespace SegStream.Hosting;

/// <summary>What the source generator knows of one endpoint. Also the endpoint's metadata. Made by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class StreamEndpointDefinition
{
    /// <summary>The method, as <c>Type.Method</c>; shown in logs and error messages.</summary>
    public required string DisplayName { get; init; }

    /// <summary>The endpoint's name for link generation, or <see langword="null"/>.</summary>
    public string? Name { get; init; }

    /// <summary>The route pattern.</summary>
    public required string Route { get; init; }

    /// <summary>The HTTP method. Default: <c>GET</c>.</summary>
    public string Method { get; init; } = "GET";

    /// <summary>The mode of the endpoint's streams.</summary>
    public required StreamMode Mode { get; init; }

    /// <summary>The formats of a JSON stream that a client may ask for. Default: all.</summary>
    public JsonStreamFormats Formats { get; init; } = JsonStreamFormats.All;

    /// <summary>The content type of a chunked or binary stream, or <see langword="null"/> for the mode's own.</summary>
    public string? ContentType { get; init; }

    /// <summary>Whether a binary stream precedes each event with its length.</summary>
    public bool LengthPrefixed { get; init; }

    /// <summary>The context that serializes the events, or <see langword="null"/> for the host's JSON options.</summary>
    public JsonSerializerContext? JsonContext { get; init; }

    /// <summary>Events, or <see langword="null"/> to inherit.</summary>
    public int? Capacity { get; init; }

    /// <summary>Share of the capacity, or <see langword="null"/> to inherit.</summary>
    public double? HighWatermark { get; init; }

    /// <summary>Share of the capacity, or <see langword="null"/> to inherit.</summary>
    public double? LowWatermark { get; init; }

    /// <summary>What happens at a full queue, or <see langword="null"/> to inherit.</summary>
    public OverflowPolicy? Overflow { get; init; }

    /// <summary>Events, or <see langword="null"/> to inherit.</summary>
    public int? MaxLag { get; init; }

    /// <summary>Bytes, or <see langword="null"/> to inherit.</summary>
    public int? MaxLagBytes { get; init; }

    /// <summary>Seconds, 0 for none, or <see langword="null"/> to inherit.</summary>
    public double? HeartbeatSeconds { get; init; }

    /// <summary>Seconds, 0 for none, or <see langword="null"/> to inherit.</summary>
    public double? IdleTimeoutSeconds { get; init; }

    /// <summary>Seconds, 0 for none, or <see langword="null"/> to inherit.</summary>
    public double? MaxDurationSeconds { get; init; }

    /// <summary>Seconds, 0 for none, or <see langword="null"/> to inherit.</summary>
    public double? WriteTimeoutSeconds { get; init; }

    /// <summary>How the type of an event is told, or <see langword="null"/> to inherit.</summary>
    public StreamEnvelope? Envelope { get; init; }

    /// <summary>Events, 1 for no batches, or <see langword="null"/> to inherit.</summary>
    public int? BatchCount { get; init; }

    /// <summary>Milliseconds, 0 for none, or <see langword="null"/> to inherit.</summary>
    public double? BatchDelayMilliseconds { get; init; }

    /// <summary>Milliseconds, 0 for none, or <see langword="null"/> to inherit.</summary>
    public double? FlushIntervalMilliseconds { get; init; }

    /// <summary>Bytes, 0 for none, or <see langword="null"/> to inherit.</summary>
    public int? CompressPayloadsOver { get; init; }

    /// <summary>The content codings that the stream may have, or <see langword="null"/> to inherit.</summary>
    public StreamCompression? Compression { get; init; }

    /// <summary>Bytes, 0 for no limit, or <see langword="null"/> to inherit.</summary>
    public int? MaxFrameBytes { get; init; }

    /// <summary>What becomes of a stream when the host stops, or <see langword="null"/> to inherit.</summary>
    public ShutdownPolicy? OnShutdown { get; init; }

    /// <summary>The attributes of the method and its class, in that the nearer one comes last.</summary>
    public IReadOnlyList<object> Metadata { get; init; } = [];

    /// <summary>What clients send, in the order of the source.</summary>
    public IReadOnlyList<StreamParameterDescription> Parameters { get; init; } = [];

    /// <summary>What clients get, or <see langword="null"/> where only the run knows it.</summary>
    public StreamEventContract? Events { get; init; }
}
