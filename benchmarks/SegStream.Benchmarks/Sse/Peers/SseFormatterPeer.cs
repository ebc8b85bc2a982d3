using System.Buffers;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Channels;

namespace SegStream.Benchmarks.Sse.Peers;

/// <summary>
/// <see cref="SseFormatter"/> with a reused writer and the compile-time serializer, as one writes it by hand for speed;
/// on demand with a body that flushes only when the channel is empty or 32 KB are waiting.
/// </summary>
internal static class SseFormatterPeer
{
    public static async Task StreamAsync(HttpContext http, int count, bool coalesce)
    {
        var reader = ChannelSource.Start(count, http.RequestAborted);
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-cache,no-store";
        await using var writer = new Utf8JsonWriter(new ArrayBufferWriter<byte>());
        await SseFormatter.WriteAsync(
            Items(reader, http.RequestAborted),
            coalesce ? new CoalescingBody(http.Response.BodyWriter, reader) : http.Response.Body,
            (item, buffer) =>
            {
                writer.Reset(buffer);
                JsonSerializer.Serialize(writer, item.Data, BenchmarkJson.Default.ImportProgress);
            },
            http.RequestAborted);
    }

    private static async IAsyncEnumerable<SseItem<ImportProgress>> Items(ChannelReader<ImportProgress> reader, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await reader.WaitToReadAsync(cancellationToken))
        {
            while (reader.TryRead(out var progress))
            {
                yield return new SseItem<ImportProgress>(progress);
            }
        }
    }
}
