using System.Text.Json.Serialization;

namespace SegStream.Hosting;

/// <summary>Everything but the event type that decides which formatter serves a response.</summary>
internal readonly record struct FrameFormatKey(
    StreamMode Mode,
    JsonStreamFormats Format,
    string? ContentType,
    bool LengthPrefixed,
    JsonSerializerContext? Context,
    StreamEnvelope Envelope,
    int BatchCount,
    int CompressPayloadsOver,
    int MaxFrameBytes);
