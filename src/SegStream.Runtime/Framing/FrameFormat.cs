using System.Text.Json.Serialization.Metadata;

namespace SegStream.Framing;

/// <summary>The settings of a formatter.</summary>
internal sealed record FrameFormat
{
    /// <summary>The mode of the stream.</summary>
    public required StreamMode Mode { get; init; }

    /// <summary>Exactly one format; read in <see cref="StreamMode.Json"/> only.</summary>
    public JsonStreamFormats Format { get; init; } = JsonStreamFormats.NdJson;

    /// <summary>The media type in place of the usual one; for <see cref="StreamMode.Chunked"/> and <see cref="StreamMode.Binary"/>.</summary>
    public string? ContentType { get; init; }

    /// <summary>Whether each event is preceded by its length, unsigned, 32 bits, big-endian; for <see cref="StreamMode.Binary"/>.</summary>
    public bool LengthPrefixed { get; init; }

    /// <summary>How the type of an event is told; for <see cref="StreamMode.Sse"/>.</summary>
    public StreamEnvelope Envelope { get; init; }

    /// <summary>Most events in one frame; above 1 with an envelope only.</summary>
    public int BatchCount { get; init; } = 1;

    /// <summary>Bytes of a message above which it is compressed, 0 for never; with an envelope only.</summary>
    public int CompressPayloadsOver { get; init; }

    /// <summary>Most bytes of one event.</summary>
    public int MaxFrameBytes { get; init; } = int.MaxValue;

    /// <summary>Whether generated writers may take the place of the serializer where they write the same.</summary>
    public bool GeneratedWriters { get; init; } = true;

    /// <summary>Finds how a type is serialized. Throws with a message for people when the type is not covered.</summary>
    public required Func<Type, JsonTypeInfo> Json { get; init; }
}
