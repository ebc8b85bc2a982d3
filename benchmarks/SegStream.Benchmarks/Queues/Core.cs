using System.Runtime.InteropServices;

namespace SegStream.Benchmarks.Queues;

/// <summary>Keeps a thread on a core. Threads that are woken together tend to stay together on one, and then take turns instead of contending.</summary>
internal static partial class Core
{
    /// <summary>Keeps the calling thread on a core, counted round; on systems other than Linux the scheduler decides.</summary>
    public static void Take(int number)
    {
        if (OperatingSystem.IsLinux())
        {
            var mask = 1UL << (number % Math.Min(Environment.ProcessorCount, 64));

            // 0 is the calling thread. A container may forbid the core; then the thread stays where it was.
            _ = SetAffinity(0, sizeof(ulong), in mask);
        }
    }

    [LibraryImport("libc", EntryPoint = "sched_setaffinity")]
    private static partial int SetAffinity(int thread, nint size, in ulong mask);
}
