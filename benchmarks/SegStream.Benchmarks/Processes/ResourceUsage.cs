namespace SegStream.Benchmarks.Processes;

/// <summary>What a process has used since it began.</summary>
/// <param name="CpuSeconds">Processor time of all threads, user and kernel.</param>
/// <param name="AllocatedBytes">Bytes allocated on the managed heap.</param>
internal sealed record ResourceUsage(double CpuSeconds, long AllocatedBytes)
{
    public static ResourceUsage OfThisProcess() => new(Environment.CpuUsage.TotalTime.TotalSeconds, GC.GetTotalAllocatedBytes(precise: true));
}
