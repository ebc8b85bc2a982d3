namespace SegStream.Soak.Books;

/// <summary>Compares what is held after the last rounds with what was held after the first.</summary>
/// <remarks>
/// The first rounds fill pools and compile code; they are left out where there are enough. Then the median of the first third stands against that of the last: a leak of a hundred bytes
/// per stream shows within minutes, and one round that is out of line does not. A run of a few rounds is too short for that and shows only what is gross.
/// </remarks>
internal static class Flatness
{
    private const long HeapSlack = 3_000_000;
    private const long PinnedSlack = 8_000_000;
    private const int PinnedObjectsSlack = 1_000;
    private const int ThreadsSlack = 12;
    private const int FilesSlack = 24;

    /// <summary>What a thread may keep for itself of the shared pools of arrays. How many threads there are is the pool's answer to a busy machine.</summary>
    private const long BytesOfThread = 256 * 1024;
    private const int EnoughRounds = 6;
    private const int GrossFactor = 5;

    public static IEnumerable<string> Compare(IReadOnlyList<Inventory> rounds)
    {
        var settled = rounds.Skip(rounds.Count / 4).ToArray();
        var third = Math.Max(1, settled.Length / 3);
        if (settled.Length < 2)
        {
            return [];
        }

        var factor = settled.Length < EnoughRounds ? GrossFactor : 1;

        return
        [
            // The server's pools, which grow to what the busiest moment has needed, are looked at by themselves.
            .. Grown("managed memory", static inventory => inventory.HeapBytes - inventory.PinnedBytes - (inventory.Threads * BytesOfThread), HeapSlack),
            .. Grown("pinned memory", static inventory => inventory.PinnedBytes, PinnedSlack),
            .. Grown("pinned objects", static inventory => inventory.PinnedObjects, PinnedObjectsSlack),
            .. Grown("threads", static inventory => inventory.Threads, ThreadsSlack),
            .. Grown("open files", static inventory => inventory.Files, FilesSlack),
        ];

        IEnumerable<string> Grown(string what, Func<Inventory, long> of, long slack)
        {
            var first = Median(settled.Take(third).Select(of));
            var last = Median(settled.TakeLast(third).Select(of));
            if (last - first > slack * factor)
            {
                yield return $"Not flat: {what} went from {first:N0} to {last:N0}; up to {slack * factor:N0} more is taken for noise.";
            }
        }
    }

    private static long Median(IEnumerable<long> values)
    {
        long[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
