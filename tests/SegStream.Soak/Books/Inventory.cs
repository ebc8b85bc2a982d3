using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace SegStream.Soak.Books;

/// <summary>What the process holds when nothing should be going on.</summary>
/// <param name="HeapBytes">Managed memory that is in use.</param>
/// <param name="PinnedBytes">Of it, on the heap of pinned objects: the server's pools of memory.</param>
/// <param name="PinnedObjects">Objects that are pinned.</param>
/// <param name="Threads">Threads of the process.</param>
/// <param name="Files">Open files, sockets above all; -1 where they cannot be counted.</param>
internal sealed record Inventory(long HeapBytes, long PinnedBytes, long PinnedObjects, int Threads, int Files)
{
    private const int PinnedHeap = 4;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Inventory Take()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        var heap = GC.GetTotalMemory(forceFullCollection: true);
        var memory = GC.GetGCMemoryInfo(GCKind.FullBlocking);
        using var process = Process.GetCurrentProcess();
        return new Inventory(heap, memory.GenerationInfo[PinnedHeap].SizeAfterBytes, memory.PinnedObjectsCount, process.Threads.Count, CountFiles());
    }

    /// <summary>Open files, as <see cref="Files"/>.</summary>
    public static int CountFiles() => Directory.Exists("/proc/self/fd") ? Directory.GetFiles("/proc/self/fd").Length : -1;
}
