using System.Diagnostics;
using System.Runtime;
using System.Runtime.InteropServices;

namespace Showcase.Monitor;

/// <summary>Measures this process. Rates are those since the last measurement, so every watcher has its own instance.</summary>
internal sealed class ProcessFigures
{
    private readonly MachineCpu _machine = new();
    private long _measuredAt = Stopwatch.GetTimestamp();
    private TimeSpan _cpuTime = CpuTime();
    private long _allocated = GC.GetTotalAllocatedBytes();

    /// <summary>What does not change.</summary>
    public static MonitorEvent.Machine Machine() => new(
        RuntimeInformation.FrameworkDescription,
        $"{RuntimeInformation.OSDescription} ({RuntimeInformation.OSArchitecture})",
        Environment.ProcessorCount,
        GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
        GCSettings.IsServerGC);

    /// <summary>The figures since the last call.</summary>
    /// <param name="openStreams">The number of streams to report.</param>
    public MonitorEvent.Sample Measure(int openStreams)
    {
        var now = Stopwatch.GetTimestamp();
        var cpuTime = CpuTime();
        var allocated = GC.GetTotalAllocatedBytes();
        var seconds = Math.Max(Stopwatch.GetElapsedTime(_measuredAt, now).TotalSeconds, 0.001);
        var share = (cpuTime - _cpuTime).TotalSeconds / (seconds * Environment.ProcessorCount);
        var rate = (allocated - _allocated) / seconds;
        (_measuredAt, _cpuTime, _allocated) = (now, cpuTime, allocated);

        return new MonitorEvent.Sample(
            DateTimeOffset.UtcNow,
            Math.Round(Math.Clamp(share * 100, 0, 100), 2),
            _machine.Percent(),
            Environment.WorkingSet,
            GC.GetTotalMemory(forceFullCollection: false),
            Math.Round(rate),
            GC.CollectionCount(0),
            GC.CollectionCount(1),
            GC.CollectionCount(2),
            ThreadPool.ThreadCount,
            ThreadPool.PendingWorkItemCount,
            openStreams);
    }

    private static TimeSpan CpuTime() =>
        OperatingSystem.IsBrowser() || OperatingSystem.IsIOS() || OperatingSystem.IsTvOS() ? TimeSpan.Zero : Environment.CpuUsage.TotalTime;
}
