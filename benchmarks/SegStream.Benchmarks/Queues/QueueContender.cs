namespace SegStream.Benchmarks.Queues;

/// <summary>A queue in one scenario.</summary>
/// <param name="Name">The name of the queue.</param>
/// <param name="Run">Sends the given number of items through it and returns the seconds.</param>
/// <param name="Gate">The ratio by which SegStream must be faster; null for none.</param>
internal sealed record QueueContender(string Name, Func<int, double> Run, double? Gate = null)
{
    /// <summary>Nanoseconds per item, one for each round.</summary>
    public List<double> Rounds { get; } = [];
}
