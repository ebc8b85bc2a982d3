namespace SegStream.Benchmarks.Sse;

/// <summary>The event that is streamed: small, and a new object each time.</summary>
public sealed record ImportProgress(int Done, int Total, string File);
