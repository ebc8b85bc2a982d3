namespace SegStream.Benchmarks.Idle;

/// <summary>One way of keeping a stream open. Its name is the path of its endpoint and the argument of its server process.</summary>
/// <param name="Name">The name.</param>
/// <param name="Description">What it is, for the report.</param>
/// <param name="IsPeer">Whether its server has nothing of SegStream.</param>
internal sealed record IdleVariant(string Name, string Description, bool IsPeer = false)
{
    /// <summary>What a connection with an open response costs in any case; taken off the others.</summary>
    public static IdleVariant Kestrel { get; } = new("idle-kestrel", "a response that was begun and waits: Kestrel's own", IsPeer: true);

    public static IdleVariant SegStream { get; } = new("idle-segstream", "StreamResponse.Sse<T>() whose sender the application keeps");

    public static IdleVariant SegStreamPush { get; } = new("idle-segstream-push", "a method with a StreamSender<T> that waits for its cancellation");

    public static IdleVariant Registered { get; } = new("idle-segstream-registered", "idle-segstream in the registry, in no group");

    public static IdleVariant InGroup { get; } = new("idle-segstream-group", "the same in a group of all streams");

    public static IdleVariant GroupOnly { get; } = new("idle-segstream-group-only", "a stream of the group that has never had an event of its own");

    public static IdleVariant TypedResults { get; } = new("idle-typed-results", "TypedResults.ServerSentEvents over a Channel<T> whose writer the application keeps", IsPeer: true);

    public static IReadOnlyList<IdleVariant> All { get; } = [Kestrel, SegStream, SegStreamPush, Registered, InGroup, GroupOnly, TypedResults];

    public string Path => "/" + Name;

    public static IdleVariant? Find(string name) => All.FirstOrDefault(variant => variant.Name == name);

    public void Map(WebApplication app)
    {
        if (IsPeer)
        {
            app.MapGet(Kestrel.Path, (RequestDelegate)IdlePeers.KestrelAsync);
            app.MapGet(TypedResults.Path, IdlePeers.TypedResult);
        }
        else
        {
            app.MapSegStream();
        }
    }
}
