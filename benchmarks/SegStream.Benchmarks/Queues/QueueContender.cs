namespace SegStream.Benchmarks.Queues;

/// <summary>A queue in one scenario.</summary>
/// <param name="Name">The name of the queue.</param>
/// <param name="Run">Sends the given number of items through it and says how long that took.</param>
/// <param name="Gate">The ratio by which SegStream must be faster: the aim where it is reached, else well below what is measured; null for none.</param>
/// <param name="Aim">The ratio that the queue is meant to reach; null where none is set.</param>
internal sealed record QueueContender(string Name, Func<int, Timing> Run, double? Gate = null, double? Aim = null)
{
    /// <summary>Nanoseconds per item, the median of the calls of each round; null where all calls were disturbed.</summary>
    public List<double?> Rounds { get; } = [];

    /// <summary>Calls that were left out because their threads did not run at the same time.</summary>
    public int Disturbed { get; set; }
}
