using SegStream;

namespace Showcase.Monitor;

/// <summary>What a watcher of the process hears.</summary>
[StreamEvents]
public abstract partial record MonitorEvent
{
    /// <summary>What does not change while the process runs; the first event.</summary>
    /// <param name="Runtime">The .NET runtime.</param>
    /// <param name="System">The operating system.</param>
    /// <param name="Processors">Processors that the process may use.</param>
    /// <param name="MemoryBytes">Memory that the process may use.</param>
    /// <param name="ServerGc">Whether the garbage collector runs in server mode.</param>
    [StreamEvent("machine")]
    public sealed record Machine(string Runtime, string System, int Processors, long MemoryBytes, bool ServerGc) : MonitorEvent;

    /// <summary>The figures of one interval.</summary>
    /// <param name="At">When the interval ended.</param>
    /// <param name="ProcessCpu">Share of all processors used by this process, 0 to 100.</param>
    /// <param name="MachineCpu">Share of all processors in use, 0 to 100; null where the system does not tell.</param>
    /// <param name="WorkingSetBytes">Physical memory of the process.</param>
    /// <param name="HeapBytes">Size of the managed heap.</param>
    /// <param name="AllocatedBytesPerSecond">Managed allocations.</param>
    /// <param name="Gen0">Collections of generation 0 since the process started.</param>
    /// <param name="Gen1">Collections of generation 1.</param>
    /// <param name="Gen2">Collections of generation 2.</param>
    /// <param name="PoolThreads">Threads of the thread pool.</param>
    /// <param name="PoolQueue">Work items that wait for a thread.</param>
    /// <param name="OpenStreams">Streams in the registry.</param>
    [StreamEvent("sample")]
    public sealed record Sample(
        DateTimeOffset At,
        double ProcessCpu,
        double? MachineCpu,
        long WorkingSetBytes,
        long HeapBytes,
        double AllocatedBytesPerSecond,
        int Gen0,
        int Gen1,
        int Gen2,
        int PoolThreads,
        long PoolQueue,
        int OpenStreams) : MonitorEvent;
}
