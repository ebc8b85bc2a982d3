namespace SegStream.Benchmarks.Queues;

/// <summary>A scenario and the queues that go through it.</summary>
/// <param name="Name">The name, for the report.</param>
/// <param name="ItemsPerCall">Items of one call; a round makes many calls.</param>
/// <param name="Contenders">The queues; the first is SegStream's.</param>
internal sealed record QueueScenario(string Name, int ItemsPerCall, IReadOnlyList<QueueContender> Contenders);
