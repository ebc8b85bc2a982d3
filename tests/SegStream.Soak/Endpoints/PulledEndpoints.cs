using System.Threading.Channels;
using SegStream.Soak.Books;

namespace SegStream.Soak.Endpoints;

/// <summary>Streams of sequences and channels.</summary>
internal static class PulledEndpoints
{
    [SseEndpoint("/pull/sse")]
    public static IAsyncEnumerable<Tick> Sse(StreamRecord record, CancellationToken token) => Producer.PullAsync(record, Payloads.Tick, token);

    [JsonStream("/pull/json")]
    public static async Task<IAsyncEnumerable<Tick>> Json(StreamRecord record, CancellationToken token)
    {
        await Task.Yield();
        return Producer.PullAsync(record, Payloads.Tick, token);
    }

    [TextStream("/pull/text")]
    public static IAsyncEnumerable<string> Text(StreamRecord record, CancellationToken token) => Producer.PullAsync(record, Payloads.Line, token);

    [BinaryStream("/pull/binary")]
    public static IAsyncEnumerable<ReadOnlyMemory<byte>> Binary(StreamRecord record, CancellationToken token) => Producer.PullAsync(record, Payloads.Record, token);

    [SseEndpoint("/pull/lazy-sse")]
    public static IEnumerable<Tick> LazySse(StreamRecord record, CancellationToken token) => Producer.PullLazily(record, Payloads.Tick, token);

    [JsonStream("/pull/lazy-json")]
    public static IEnumerable<Tick> LazyJson(StreamRecord record, CancellationToken token) => Producer.PullLazily(record, Payloads.Tick, token);

    [SseEndpoint("/reader/sse")]
    public static ChannelReader<Tick> ReaderSse(StreamRecord record, CancellationToken token) => Read(record, token);

    [JsonStream("/reader/json")]
    public static ChannelReader<Tick> ReaderJson(StreamRecord record, CancellationToken token) => Read(record, token);

    private static ChannelReader<Tick> Read(StreamRecord record, CancellationToken token)
    {
        var channel = Channel.CreateBounded<Tick>(32);
        _ = Task.Run(() => Producer.WriteAsync(record, channel.Writer, token), CancellationToken.None);
        return channel.Reader;
    }
}
