using System.Globalization;
using System.Runtime;

namespace SegStream.Benchmarks.Processes;

/// <summary>Weighs the managed heap of this process.</summary>
internal static class HeapSize
{
    /// <summary>Bytes of live objects, after everything that can be collected, finalized and compacted is.</summary>
    public static string Measure()
    {
        for (var pass = 0; pass < 2; pass++)
        {
            GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true).ToString(CultureInfo.InvariantCulture);
    }
}
