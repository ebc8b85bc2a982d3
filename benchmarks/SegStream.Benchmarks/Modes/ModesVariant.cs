using SegStream.Benchmarks.Load;

namespace SegStream.Benchmarks.Modes;

/// <summary>One way of serving a stream of one mode. Its name is the path of its endpoint and the argument of its server process.</summary>
/// <param name="Name">The name.</param>
/// <param name="Description">What it is, for the report.</param>
/// <param name="Counting">How the client tells its events apart.</param>
internal sealed record ModesVariant(string Name, string Description, EventCounting Counting)
{
    public static ModesVariant NdJson { get; } = new("modes-ndjson", "[JsonStream] on an IAsyncEnumerable<T>, NDJSON", EventCounting.Objects);

    public static ModesVariant JsonArray { get; } = new("modes-json-array", "the same IAsyncEnumerable<T> as a JSON array by TypedResults.Ok", EventCounting.Objects);

    public static ModesVariant Lines { get; } = new("modes-lines", "[TextStream] on an IAsyncEnumerable<string>", EventCounting.Lines);

    public static ModesVariant LinesPushed { get; } = new("modes-lines-push", "[TextStream] with StreamSender<string>.SendAsync", EventCounting.Lines);

    public static ModesVariant LinesByHand { get; } = new("modes-lines-by-hand", "WriteAsync and FlushAsync for each line", EventCounting.Lines);

    public static ModesVariant Blocks { get; } = new("modes-blocks", "[BinaryStream] on an IAsyncEnumerable<ReadOnlyMemory<byte>>", EventCounting.Blocks);

    public static ModesVariant BlocksPushed { get; } = new("modes-blocks-push", "[BinaryStream] with StreamSender<ReadOnlyMemory<byte>>.SendAsync", EventCounting.Blocks);

    public static ModesVariant BlocksByHand { get; } = new("modes-blocks-by-hand", "WriteAsync and FlushAsync for each block", EventCounting.Blocks);

    public static IReadOnlyList<ModesVariant> All { get; } = [NdJson, JsonArray, Lines, LinesPushed, LinesByHand, Blocks, BlocksPushed, BlocksByHand];

    /// <summary>What is compared, with the ratio of events per second that is demanded and the one that is aimed at.</summary>
    public static IReadOnlyList<(ModesVariant Own, ModesVariant Peer, double Gate, double Aim)> Pairs { get; } =
    [
        (NdJson, JsonArray, 1.3, 2),
        (Lines, LinesByHand, 10, 13),
        (LinesPushed, LinesByHand, 10, 13),
        (Blocks, BlocksByHand, 7, 8),
        (BlocksPushed, BlocksByHand, 7, 8),
    ];

    /// <summary>Bytes of the event object itself, which is the application's: new records in the streams of JSON, the same line or block again and again elsewhere.</summary>
    public int EventBytes => Counting == EventCounting.Objects ? 32 : 0;

    public static ModesVariant? Find(string name) => All.FirstOrDefault(variant => variant.Name == name);

    public static void Map(WebApplication app)
    {
        app.MapGet("/" + JsonArray.Name, ModesPeers.JsonArray);
        app.MapGet("/" + LinesByHand.Name, ModesPeers.LinesByHandAsync);
        app.MapGet("/" + BlocksByHand.Name, ModesPeers.BlocksByHandAsync);
        app.MapSegStream();
    }

    /// <summary>The path and query that gives a number of events.</summary>
    public string PathFor(long count) => $"/{Name}?count={count}";
}
