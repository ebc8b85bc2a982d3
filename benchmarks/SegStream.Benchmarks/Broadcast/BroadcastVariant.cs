namespace SegStream.Benchmarks.Broadcast;

/// <summary>One way of sending events to many streams. Its name is the argument of its server process.</summary>
/// <param name="Name">The name.</param>
/// <param name="Description">What it is, for the report.</param>
/// <param name="Transport">Whether the server uses <c>UseSegStreamTransport</c>.</param>
/// <param name="OnlyInFull">Whether it serves orientation only.</param>
internal sealed record BroadcastVariant(string Name, string Description, bool Transport = false, bool OnlyInFull = false)
{
    public static BroadcastVariant Log { get; } = new("broadcast-segstream", "SegStream, IStreamRegistry.Broadcast to a group");

    public static BroadcastVariant LogTransport { get; } = new("broadcast-segstream-transport", "the same with UseSegStreamTransport", Transport: true, OnlyInFull: true);

    public static BroadcastVariant Queues { get; } = new("broadcast-segstream-queues", "SegStream, TrySend to each stream in a loop", OnlyInFull: true);

    public static BroadcastVariant TypedResults { get; } = new("broadcast-typed-results", "a bounded Channel<T> per client, TypedResults.ServerSentEvents");

    public static IReadOnlyList<BroadcastVariant> All { get; } = [Log, LogTransport, Queues, TypedResults];

    public static BroadcastVariant? Find(string name) => All.FirstOrDefault(variant => variant.Name == name);
}
