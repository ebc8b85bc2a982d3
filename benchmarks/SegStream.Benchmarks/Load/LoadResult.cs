namespace SegStream.Benchmarks.Load;

/// <summary>What a load process has read.</summary>
/// <param name="Events">Frames, on all connections.</param>
/// <param name="BodyBytes">Bytes of the bodies without the chunk headers.</param>
/// <param name="Seconds">From the first request to the last byte.</param>
/// <param name="CpuSeconds">Processor time of the load process.</param>
/// <param name="Error">What went wrong, or null.</param>
internal sealed record LoadResult(long Events, long BodyBytes, double Seconds, double CpuSeconds, string? Error);
