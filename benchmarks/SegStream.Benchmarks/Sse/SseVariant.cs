namespace SegStream.Benchmarks.Sse;

/// <summary>One way of serving the stream. Its name is the path of its endpoint and the argument of its server process.</summary>
/// <param name="Name">The name.</param>
/// <param name="Description">What it is, for the report.</param>
/// <param name="OnlyInFull">Whether it serves orientation only.</param>
internal sealed record SseVariant(string Name, string Description, bool OnlyInFull = false)
{
    public static SseVariant Push { get; } = new("segstream-push", "SegStream, StreamSender<T>.SendAsync");

    public static SseVariant PushBySerializer { get; } = new("segstream-push-serializer", "the same with System.Text.Json in place of the generated writer");

    public static SseVariant Pull { get; } = new("segstream-pull", "SegStream, IAsyncEnumerable<T>");

    public static SseVariant TypedResults { get; } = new("typed-results", "TypedResults.ServerSentEvents over a bounded Channel<T>");

    public static SseVariant Formatter { get; } = new("sse-formatter", "SseFormatter with a reused writer over a bounded Channel<T>");

    public static SseVariant CoalescingFormatter { get; } = new("sse-formatter-coalescing", "the same with flushes only when the channel is empty or 32 KB wait");

    public static SseVariant ReadyFrames { get; } = new("ready-frames", "frames formatted before, copied 32 KB at a time: the limit", OnlyInFull: true);

    public static IReadOnlyList<SseVariant> All { get; } = [Push, Pull, PushBySerializer, TypedResults, Formatter, CoalescingFormatter, ReadyFrames];

    /// <summary>The path and query that gives a number of events.</summary>
    public string PathFor(long count) => $"/{Name}?count={count}";
}
