namespace SegStream.Hosting;

/// <summary>What the factory of a response said about its format.</summary>
internal sealed record ResponseFormat(StreamMode Mode, JsonStreamFormats Formats = JsonStreamFormats.All, string? ContentType = null, bool LengthPrefixed = false);
