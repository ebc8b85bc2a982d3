using System.Text;
using Microsoft.AspNetCore.Http;
using SegStream.Framing;
using SegStream.Hosting;

namespace SegStream.Runtime.Tests.Hosting;

public sealed class LargeEventTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(StreamMode.Sse, StreamEnvelope.None, 1)]
    [InlineData(StreamMode.Sse, StreamEnvelope.TypeData, 1)]
    [InlineData(StreamMode.Sse, StreamEnvelope.TypeData, 3)]
    [InlineData(StreamMode.Json, StreamEnvelope.None, 1)]
    public async Task An_event_over_the_limit_fails_the_stream_and_leaves_those_before_it(StreamMode mode, StreamEnvelope envelope, int batch)
    {
        StreamSender<string>? kept = null;
        var accepted = 0;
        var definition = new StreamEndpointDefinition { DisplayName = "T", Route = "/t", Mode = mode, Envelope = mode == StreamMode.Sse ? envelope : null, BatchCount = mode == StreamMode.Sse ? batch : null, MaxFrameBytes = 32_768 };
        await using var app = await PushAsync(definition, sender =>
        {
            kept = sender;
            foreach (var text in new[] { "small", new string('x', 32_000), new string('y', 40_000), "after" })
            {
                accepted += sender.TrySend(text) == SendResult.Accepted ? 1 : 0;
            }

            sender.EndStream();
        });
        using var response = await app.OpenAsync("/t");
        var body = await ReadCutAsync(response);

        Assert.Contains("small", body, StringComparison.Ordinal);
        Assert.Contains(new string('x', 32_000), body, StringComparison.Ordinal);
        Assert.DoesNotContain("yy", body, StringComparison.Ordinal);
        Assert.DoesNotContain("after", body, StringComparison.Ordinal);
        Assert.Contains("\"error_code\":\"internal_error\"", body, StringComparison.Ordinal);
        var completion = await kept!.Completion.WaitAsync(Patience);
        Assert.Equal((CompletionReason.Faulted, 2, accepted - 2), (completion.Reason, completion.EventsSent, completion.EventsDropped));
        Assert.Contains("MaxFrameBytes allows, which is 32768", completion.Exception!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_event_far_over_the_limit_is_refused_before_it_is_written()
    {
        using var buffer = new FrameBuffer { FrameLimit = 1 << 20 };
        var formatter = FrameFormatters.Create<byte[]>(new FrameFormat { Mode = StreamMode.Binary, Json = _ => throw new NotSupportedException() });
        var exception = Assert.Throws<InvalidOperationException>(() => formatter.WriteEvent(buffer, new byte[5 << 20], 0));
        Assert.Contains("MaxFrameBytes", exception.Message, StringComparison.Ordinal);
        Assert.InRange(buffer.Capacity, 0, 4 << 20);
    }

    [Theory]
    [InlineData(StreamCompression.Off)]
    [InlineData(StreamCompression.Gzip)]
    public async Task A_hundred_megabytes_in_one_event_arrive_where_they_are_allowed(StreamCompression compression)
    {
        const int size = 100 << 20;
        StreamSender<byte[]>? kept = null;
        var bytes = new byte[size];
        new Random(1).NextBytes(bytes.AsSpan(0, 1 << 20));
        var definition = new StreamEndpointDefinition { DisplayName = "T", Route = "/t", Mode = StreamMode.Chunked, ContentType = "text/plain", Compression = compression, MaxFrameBytes = 0 };
        await using var app = await StreamingApp.StartAsync(mapper =>
        {
            var endpoint = mapper.CreateEndpoint<byte[]>(definition);
            mapper.Map(definition, http => endpoint.PushAsync(http, async (sender, token) =>
            {
                kept = sender;
                await sender.SendAsync(bytes, token);
                await sender.SendAsync([1, 2, 3], token);
                sender.EndStream();
            }));
        });
        using var request = new HttpRequestMessage(HttpMethod.Get, "/t");
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip");
        using var response = await app.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Stream body = await response.Content.ReadAsStreamAsync();
        body = compression == StreamCompression.Off ? body : new System.IO.Compression.GZipStream(body, System.IO.Compression.CompressionMode.Decompress);

        var start = new byte[1 << 20];
        await body.ReadExactlyAsync(start);
        Assert.True(start.AsSpan().SequenceEqual(bytes.AsSpan(0, start.Length)));
        var total = (long)start.Length;
        int read;
        byte last = 0;
        while ((read = await body.ReadAsync(start)) > 0)
        {
            total += read;
            last = start[read - 1];
        }

        Assert.Equal((size + 3L, 3), (total, last));
        var completion = await kept!.Completion.WaitAsync(Patience);
        Assert.Equal((CompletionReason.Completed, 2), (completion.Reason, completion.EventsSent));
        Assert.Equal(compression == StreamCompression.Off, completion.BytesSent == size + 3L);
    }

    [Fact]
    public void A_buffer_shrinks_after_a_large_event_and_the_pool_does_not_keep_it()
    {
        using var buffer = new FrameBuffer();
        buffer.Write(new byte[200_000]);
        buffer.Trim();
        Assert.True(buffer.Capacity >= 200_000);
        buffer.Reset();
        buffer.Trim();
        Assert.Equal(0, buffer.Capacity);

        buffer.Write(new byte[50_000]);
        buffer.Reset();
        buffer.Trim();
        Assert.InRange(buffer.Capacity, 50_000, 128 * 1024);

        var array = Large();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.False(array.IsAlive);

        static WeakReference Large()
        {
            using var buffer = new FrameBuffer();
            buffer.Write(new byte[3 << 20]);
            System.Runtime.InteropServices.MemoryMarshal.TryGetArray(buffer.WrittenMemory, out var segment);
            return new WeakReference(segment.Array);
        }
    }

    private static Task<StreamingApp> PushAsync(StreamEndpointDefinition definition, Action<StreamSender<string>> producer) => StreamingApp.StartAsync(mapper =>
    {
        var endpoint = mapper.CreateEndpoint<string>(definition);
        mapper.Map(definition, http => endpoint.PushAsync(http, async (sender, _) =>
        {
            // From then on a failure is told in the stream.
            await HeadHasLeftAsync(http.Response);
            producer(sender);
        }));
    });

    private static async Task HeadHasLeftAsync(HttpResponse response)
    {
        using var watchdog = new CancellationTokenSource(Patience);
        while (!response.HasStarted)
        {
            Assert.False(watchdog.IsCancellationRequested, "The head of the response does not leave.");
            await Task.Yield();
        }
    }

    /// <summary>What arrives before the body is cut short.</summary>
    private static async Task<string> ReadCutAsync(HttpResponseMessage response)
    {
        using var body = new MemoryStream();
        await Assert.ThrowsAnyAsync<Exception>(async () => await (await response.Content.ReadAsStreamAsync()).CopyToAsync(body));
        return Encoding.UTF8.GetString(body.ToArray());
    }
}
