namespace SegStream.Soak.Endpoints;

/// <summary>The failure of a producer whose plan is to fail.</summary>
internal sealed class SoakFailure() : Exception("A failure that was planned.");
