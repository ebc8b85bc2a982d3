namespace SegStream;

/// <summary>One change.</summary>
public sealed record StreamManifestChange;
