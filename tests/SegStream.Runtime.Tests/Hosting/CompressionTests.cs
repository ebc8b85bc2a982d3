using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using SegStream.Hosting;

namespace SegStream.Runtime.Tests.Hosting;

/// <summary>Streams with a content coding, over real connections and read by the platform's own decompressors.</summary>
public sealed class CompressionTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("gzip", "gzip")]
    [InlineData("br", "br")]
    [InlineData("gzip, br", "gzip")]
    [InlineData("gzip;q=0.5, br", "br")]
    public async Task Every_event_can_be_read_as_soon_as_it_was_flushed(string accepted, string coding)
    {
        StreamSender<Reading>? sender = null;
        var opened = new TaskCompletionSource();
        await using var app = await StartAsync(StreamCompression.Auto, async (given, token) =>
        {
            sender = given;
            opened.SetResult();
            await given.Completion;
        });
        using var response = await OpenAsync(app, accepted);
        await opened.Task.WaitAsync(Patience);
        Assert.Equal([coding], response.Content.Headers.ContentEncoding);
        Assert.Equal(["Accept-Encoding"], response.Headers.Vary);
        Assert.True(response.Headers.CacheControl is { NoTransform: true, NoCache: true });

        using var reader = new StreamReader(Decompress(await response.Content.ReadAsStreamAsync(), coding), Encoding.UTF8, false, bufferSize: 1);
        for (var i = 0; i < 50; i++)
        {
            Assert.Equal(SendResult.Accepted, sender!.TrySend(new Reading(i)));
            Assert.Equal($"data: {{\"number\":{i}}}", await reader.ReadLineAsync().WaitAsync(Patience));
            Assert.Equal("", await reader.ReadLineAsync().WaitAsync(Patience));
        }

        sender!.EndStream();
        Assert.Equal("", await reader.ReadToEndAsync().WaitAsync(Patience));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task Bytes_sent_are_those_on_the_connection(string coding)
    {
        StreamSender<Reading>? sender = null;
        await using var app = await StartAsync(StreamCompression.Auto, async (given, token) =>
        {
            sender = given;
            for (var i = 0; i < 20_000; i++)
            {
                await given.SendAsync(new Reading(i), token);
            }

            given.EndStream();
        });
        using var response = await OpenAsync(app, coding);
        var packed = await response.Content.ReadAsByteArrayAsync();
        using var reader = new StreamReader(Decompress(new MemoryStream(packed), coding));
        Assert.Equal(string.Concat(Enumerable.Range(0, 20_000).Select(i => $"data: {{\"number\":{i}}}\n\n")), await reader.ReadToEndAsync());
        var completion = await sender!.Completion.WaitAsync(Patience);
        Assert.Equal((CompletionReason.Completed, 20_000, packed.Length), (completion.Reason, completion.EventsSent, completion.BytesSent));
    }

    [Fact]
    public async Task A_complete_stream_has_the_end_of_its_coding_and_an_incomplete_one_does_not()
    {
        foreach (var isComplete in new[] { true, false })
        {
            await using var app = await StartAsync(StreamCompression.Gzip, async (sender, _) =>
            {
                await Task.Yield();
                for (var i = 0; i < 1000; i++)
                {
                    sender.TrySend(new Reading(i));
                }

                if (isComplete)
                {
                    sender.EndStream();
                }
            });
            using var socket = await app.ConnectAsync();
            var raw = await RequestAsync(socket, "GET /t HTTP/1.0\r\nAccept-Encoding: gzip\r\n\r\n");
            var body = raw[(raw.AsSpan().IndexOf("\r\n\r\n"u8) + 4)..];
            using var gzip = new GZipStream(new MemoryStream(body), CompressionMode.Decompress);
            using var plain = new MemoryStream();
            var reading = Record.Exception(() => gzip.CopyTo(plain));
            Assert.StartsWith("data: {\"number\":0}\n\n", Encoding.UTF8.GetString(plain.ToArray()), StringComparison.Ordinal);

            // The last bytes of gzip are the length of what was compressed (RFC 1952, section 2.3.1).
            Assert.Equal(isComplete && reading is null, BitConverter.ToUInt32(body.AsSpan(body.Length - 4)) == plain.Length);
        }
    }

    [Fact]
    public async Task Heartbeats_come_through_at_once()
    {
        await using var app = await StartAsync(StreamCompression.Gzip, async (sender, _) => await sender.Completion, heartbeat: 0.05);
        using var response = await OpenAsync(app, "gzip");
        using var reader = new StreamReader(Decompress(await response.Content.ReadAsStreamAsync(), "gzip"), Encoding.UTF8, false, 1);
        Assert.Equal(":", await reader.ReadLineAsync().WaitAsync(Patience));
    }

    [Fact]
    public async Task A_client_that_reads_nothing_is_dropped_after_the_write_timeout()
    {
        StreamSender<Reading>? kept = null;
        var random = new Random(1);
        await using var app = await StartAsync(
            StreamCompression.Brotli,
            async (sender, token) =>
            {
                kept = sender;
                while (await sender.SendAsync(new Reading(random.Next()), token))
                {
                }
            },
            writeTimeout: 0.1,

            // A compressor on a busy machine may fill the system's buffers more slowly than the system waits for a closed window.
            build: builder => builder.Services.Configure<SegStreamOptions>(options => options.FindLostClients = false));
        using var socket = await app.ConnectAsync();
        socket.ReceiveBufferSize = 4096;
        await socket.SendAsync(Encoding.ASCII.GetBytes("GET /t HTTP/1.1\r\nHost: x\r\nAccept-Encoding: br\r\n\r\n"));
        using var watchdog = new CancellationTokenSource(Patience);
        while (kept is null)
        {
            watchdog.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        Assert.Equal(CompletionReason.SlowConsumer, (await kept.Completion.WaitAsync(Patience)).Reason);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData("identity", null)]
    [InlineData("deflate", null)]
    [InlineData("gzip;q=0", null)]
    [InlineData("gzip;q=0, *", "br")]
    [InlineData("*", "gzip")]
    [InlineData("*;q=0.1", "gzip")]
    [InlineData("*;q=0", null)]
    [InlineData("GZIP", "gzip")]
    [InlineData("x-gzip", "gzip")]
    [InlineData("br;q=0.001", "br")]
    [InlineData("gzip;q=0.5, identity", null)]
    [InlineData("gzip;q=0.5, identity;q=0.5", "gzip")]
    [InlineData("identity;q=0, gzip;q=0.1", "gzip")]
    [InlineData("gzip;q=0.2, br;q=0.3", "br")]
    [InlineData("br, gzip", "gzip")]
    [InlineData("gzip;q=nonsense", null)]
    [InlineData(";;;,,,", null)]
    public void The_coding_is_what_the_client_prefers(string? accepted, string? expected)
    {
        var http = new DefaultHttpContext();
        if (accepted is not null)
        {
            http.Request.Headers.AcceptEncoding = accepted;
        }

        var coding = CodingNegotiation.Choose(http.Request, StreamCompression.Auto, out _);
        Assert.Equal(expected, coding switch { StreamCompression.Gzip => "gzip", StreamCompression.Brotli => "br", _ => null });
        Assert.Equal(StreamCompression.Off, CodingNegotiation.Choose(http.Request, StreamCompression.Off, out _));
        Assert.NotEqual(StreamCompression.Brotli, CodingNegotiation.Choose(http.Request, StreamCompression.Gzip, out _));
        Assert.NotEqual(StreamCompression.Gzip, CodingNegotiation.Choose(http.Request, StreamCompression.Brotli, out _));
    }

    [Theory]
    [InlineData("gzip", 10, false)]
    [InlineData("gzip", 100, true)]
    [InlineData("gzip, identity;q=0", 10, true)]
    public async Task A_whole_body_that_is_tiny_is_not_compressed(string accepted, int events, bool isCompressed)
    {
        await using var app = await StreamingApp.StartAsync(
            configure: options => options.Compression = StreamCompression.Auto,
            use: application => application.MapGet("/t", () => StreamResponse.JsonFrom(Enumerable.Range(0, events).Select(i => new Reading(i)).ToArray())));
        using var response = await OpenAsync(app, accepted);
        Assert.Equal(isCompressed ? ["gzip"] : [], response.Content.Headers.ContentEncoding);
        Assert.Equal(["Accept-Encoding", "Accept"], response.Headers.Vary);
        using var reader = new StreamReader(Decompress(await response.Content.ReadAsStreamAsync(), isCompressed ? "gzip" : "identity"));
        Assert.Equal(events, (await reader.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Theory]
    [InlineData("application/octet-stream", false)]
    [InlineData("image/png", false)]
    [InlineData("video/mp4", false)]
    [InlineData("application/zip", false)]
    [InlineData("nonsense", false)]
    [InlineData("image/svg+xml", true)]
    [InlineData("audio/wav", true)]
    [InlineData("text/csv; charset=utf-8", true)]
    [InlineData("application/vnd.api+json", true)]
    [InlineData("application/x-ndjson", true)]
    [InlineData("text/event-stream", true)]
    public void Content_that_does_not_get_smaller_is_known_by_its_type(string contentType, bool expected) => Assert.Equal(expected, CompressibleContent.Includes(contentType));

    [Theory]
    [InlineData(StreamCompression.Gzip, "gzip")]
    [InlineData(StreamCompression.Off, "br")]
    public async Task Nothing_is_compressed_twice_by_the_middleware(StreamCompression compression, string expected)
    {
        await using var app = await StartAsync(
            compression,
            async (sender, _) =>
            {
                await Task.Yield();
                for (var i = 0; i < 200; i++)
                {
                    sender.TrySend(new Reading(i));
                }

                sender.EndStream();
            },
            build: builder => builder.Services.AddResponseCompression(options => options.MimeTypes = ["text/event-stream"]),
            use: application => application.UseResponseCompression());
        using var response = await OpenAsync(app, "gzip, br");

        // Without a coding of ours the middleware does its work, as it was told.
        Assert.Equal([expected], response.Content.Headers.ContentEncoding);
        using var reader = new StreamReader(Decompress(await response.Content.ReadAsStreamAsync(), expected));
        Assert.Equal(string.Concat(Enumerable.Range(0, 200).Select(i => $"data: {{\"number\":{i}}}\n\n")), await reader.ReadToEndAsync());
    }

    [Fact]
    public async Task A_coding_that_the_application_has_set_is_left_to_it()
    {
        await using var app = await StartAsync(
            StreamCompression.Gzip,
            (sender, _) =>
            {
                sender.TrySend(new Reading(1));
                sender.EndStream();
                return Task.CompletedTask;
            },
            use: static application => application.Use(static (http, next) =>
            {
                http.Response.Headers.ContentEncoding = "special";
                return next(http);
            }));
        using var response = await OpenAsync(app, "gzip;q=1, identity;q=0");
        Assert.Equal(["special"], response.Content.Headers.ContentEncoding);
        Assert.Equal("data: {\"number\":1}\n\n", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task HEAD_has_the_same_head_and_no_body()
    {
        await using var app = await StreamingApp.StartAsync(
            configure: options => options.Compression = StreamCompression.Auto,
            use: application => application.MapMethods("/t", ["GET", "HEAD"], () => StreamResponse.SseFrom(Enumerable.Range(0, 1000))));
        var heads = new List<string>();
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head })
        {
            using var request = new HttpRequestMessage(method, "/t");
            request.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip");
            using var response = await app.Client.SendAsync(request);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            heads.Add($"{response.Content.Headers.ContentType} {string.Join(",", response.Content.Headers.ContentEncoding)} {string.Join(",", response.Headers.Vary)}");
            Assert.Equal(method == HttpMethod.Head, (await response.Content.ReadAsByteArrayAsync()).Length == 0);
        }

        Assert.Equal(heads[0], heads[1]);
    }

    private static Task<StreamingApp> StartAsync(
        StreamCompression compression,
        Func<StreamSender<Reading>, CancellationToken, Task> producer,
        double? heartbeat = null,
        double? writeTimeout = null,
        Action<WebApplicationBuilder>? build = null,
        Action<WebApplication>? use = null) =>
        StreamingApp.StartAsync(
            mapper =>
            {
                var definition = new StreamEndpointDefinition { DisplayName = "T", Route = "/t", Mode = StreamMode.Sse, Compression = compression, HeartbeatSeconds = heartbeat, WriteTimeoutSeconds = writeTimeout };
                var endpoint = mapper.CreateEndpoint<Reading>(definition);
                mapper.Map(definition, http => endpoint.PushAsync(http, producer));
            },
            build: build,
            use: use);

    private static async Task<HttpResponseMessage> OpenAsync(StreamingApp app, string accepted)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/t");
        request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);
        return await app.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    private static Stream Decompress(Stream body, string coding) => coding switch
    {
        "gzip" => new GZipStream(body, CompressionMode.Decompress),
        "br" => new BrotliStream(body, CompressionMode.Decompress),
        _ => body,
    };

    private static async Task<byte[]> RequestAsync(Socket socket, string request)
    {
        await socket.SendAsync(Encoding.ASCII.GetBytes(request));
        using var answer = new MemoryStream();
        await new NetworkStream(socket).CopyToAsync(answer);
        return answer.ToArray();
    }
}
