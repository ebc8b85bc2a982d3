namespace SegStream.Soak.Endpoints;

/// <summary>A sender of whatever kind, as a producer sees it.</summary>
internal sealed class Outlet
{
    /// <summary>The sender itself, to see later that nothing keeps it.</summary>
    public required object Sender { get; init; }

    public required Task<StreamCompletion> Completion { get; init; }

    public required Func<int, long, int, SendResult> Offer { get; init; }

    public required Func<int, long, int, CancellationToken, ValueTask<bool>> SendAsync { get; init; }

    public required Func<bool> End { get; init; }

    public required Func<Exception, bool> Fail { get; init; }

    public required Action Dispose { get; init; }

    public static Outlet To<T>([TakesOwnership] StreamSender<T> sender, Func<int, long, int, T> make) => new()
    {
        Sender = sender,
        Completion = sender.Completion,
        Offer = (source, number, padding) => sender.TrySend(make(source, number, padding)),
        SendAsync = (source, number, padding, token) => sender.SendAsync(make(source, number, padding), token),
        End = sender.EndStream,
        Fail = sender.Fail,
        Dispose = sender.Dispose,
    };

    public static Outlet To([TakesOwnership] StreamSender sender) => new()
    {
        Sender = sender,
        Completion = sender.Completion,
        Offer = (source, number, padding) => Offered(sender, source, number, padding),
        SendAsync = (source, number, padding, token) => SentAsync(sender, source, number, padding, token),
        End = sender.EndStream,
        Fail = sender.Fail,
        Dispose = sender.Dispose,
    };

    // A name for each key, because a unified stream coalesces by name and then by key.
    private static SendResult Offered([Borrows] StreamSender sender, int source, long number, int padding) => sender.Mode switch
    {
        StreamMode.Sse => sender.SendSseJson(Payloads.Tick(source, number, padding), "tick"),
        StreamMode.Json => sender.SendJsonChunk(Payloads.Tick(source, number, padding)),
        StreamMode.Text => sender.SendTextChunk(Payloads.Line(source, number, padding)),
        StreamMode.Chunked => number % 2 == 0
            ? sender.SendTextChunk(Payloads.Chunk(source, number, padding))
            : sender.SendBytes(Payloads.Utf8Line(source, number, padding).Append((byte)'\n').ToArray()),
        _ => sender.SendBytes(Payloads.Record(source, number, padding)),
    };

    private static ValueTask<bool> SentAsync([Borrows] StreamSender sender, int source, long number, int padding, CancellationToken token) => sender.Mode switch
    {
        StreamMode.Sse => sender.SendSseJsonAsync(Payloads.Tick(source, number, padding), "tick", cancellationToken: token),
        StreamMode.Json => sender.SendJsonChunkAsync(Payloads.Tick(source, number, padding), token),
        StreamMode.Text => sender.SendTextChunkAsync(Payloads.Line(source, number, padding), token),
        StreamMode.Chunked => sender.SendTextChunkAsync(Payloads.Chunk(source, number, padding), token),
        _ => sender.SendBytesAsync(Payloads.Record(source, number, padding), token),
    };
}
