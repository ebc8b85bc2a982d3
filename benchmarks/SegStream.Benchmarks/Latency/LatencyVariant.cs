namespace SegStream.Benchmarks.Latency;

/// <summary>One way of serving the paced stream. Its name is the argument of its server process.</summary>
/// <param name="Name">The name.</param>
/// <param name="Path">The path of its endpoint.</param>
/// <param name="Transport">Whether the server uses <c>UseSegStreamTransport</c>.</param>
internal sealed record LatencyVariant(string Name, string Path, bool Transport = false)
{
    public static LatencyVariant SegStream { get; } = new("latency-segstream", "/latency-segstream");

    public static LatencyVariant SegStreamTransport { get; } = new("latency-segstream-transport", "/latency-segstream", Transport: true);

    public static LatencyVariant TypedResults { get; } = new("latency-typed-results", "/latency-typed-results");

    /// <summary>The producer alone, whose cost is taken off the others.</summary>
    public static LatencyVariant Nothing { get; } = new("latency-nothing", "/latency-nothing");

    public static IReadOnlyList<LatencyVariant> All { get; } = [SegStream, SegStreamTransport, TypedResults, Nothing];

    public static LatencyVariant? Find(string name) => All.FirstOrDefault(variant => variant.Name == name);

    public static void Map(WebApplication app)
    {
        app.MapGet(TypedResults.Path, LatencyPeers.TypedResult);
        app.MapGet(Nothing.Path, LatencyPeers.Nothing);
        app.MapSegStream();
    }
}
