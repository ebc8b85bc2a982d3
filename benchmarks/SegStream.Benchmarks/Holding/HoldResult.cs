namespace SegStream.Benchmarks.Holding;

/// <summary>What a holding process has on its connections.</summary>
/// <param name="Open">Connections that are open and whose response has begun.</param>
/// <param name="Heartbeats">Heartbeats until now, on all of them.</param>
/// <param name="CpuSeconds">Processor time of the process until now.</param>
/// <param name="Error">What went wrong, or null.</param>
internal sealed record HoldResult(int Open, long Heartbeats, double CpuSeconds, string? Error);
