namespace SegStream.Benchmarks.Latency;

/// <summary>An event that says when it was sent.</summary>
/// <param name="At">The time by the machine's monotonic clock, which server and client share.</param>
public sealed record Tick(long At);
