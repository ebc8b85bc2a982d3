using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using SegStream.Hosting;
using SegStream.Runtime.Tests.Hosting;

namespace SegStream.Runtime.Tests.Adversarial;

/// <summary>The ends of a stream as other versions of HTTP, and what stands between, show them.</summary>
public sealed class HttpVersionTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly StreamEndpointDefinition Definition = new() { DisplayName = "T", Route = "/t", Mode = StreamMode.Json, HeartbeatSeconds = 0 };

    [Fact]
    public async Task A_complete_stream_ends_cleanly_over_http2_and_an_incomplete_one_does_not()
    {
        var complete = true;
        await using var app = await PushAsync(
            (sender, _) =>
            {
                sender.TrySend(1);
                if (complete)
                {
                    sender.EndStream();
                }

                return Task.CompletedTask;
            },
            build: OnlyHttp2);

        Assert.Equal("1\n", await (await Http2Async(app)).Content.ReadAsStringAsync().WaitAsync(Patience));
        complete = false;
        using var cut = await Http2Async(app);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => cut.Content.ReadAsStringAsync().WaitAsync(Patience));
    }

    [Fact]
    public async Task A_reset_of_an_http2_stream_ends_that_stream_only()
    {
        var senders = System.Threading.Channels.Channel.CreateUnbounded<StreamSender<int>>();
        await using var app = await PushAsync(
            async (sender, token) =>
            {
                senders.Writer.TryWrite(sender);
                await sender.Completion.WaitAsync(token);
            },
            build: OnlyHttp2);
        var first = await Http2Async(app);
        var reset = await senders.Reader.ReadAsync();
        using var other = await Http2Async(app);
        var living = await senders.Reader.ReadAsync();

        first.Dispose();

        Assert.Equal(CompletionReason.ClientAborted, (await reset.Completion.WaitAsync(Patience)).Reason);
        living.TrySend(7);
        living.EndStream();
        Assert.Equal("7\n", await other.Content.ReadAsStringAsync().WaitAsync(Patience));
    }

    [Fact]
    public async Task A_connection_serves_the_next_request_after_a_clean_end()
    {
        await using var app = await PushAsync((sender, _) =>
        {
            sender.TrySend(1);
            sender.EndStream();
            return Task.CompletedTask;
        });
        using var socket = await app.ConnectAsync();
        await socket.SendAsync(Encoding.ASCII.GetBytes("GET /t HTTP/1.1\r\nHost: x\r\n\r\nGET /t HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
        await using var stream = new System.Net.Sockets.NetworkStream(socket);
        using var reader = new StreamReader(stream);

        var all = await reader.ReadToEndAsync().WaitAsync(Patience);

        Assert.Equal(2, all.Split("HTTP/1.1 200 OK").Length - 1);
        Assert.Equal(2, all.Split("0\r\n\r\n").Length - 1);
    }

    [Fact]
    public async Task A_compressed_stream_arrives_event_by_event_and_is_whole()
    {
        var opened = new TaskCompletionSource<StreamSender<int>>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var app = await PushAsync(
            async (sender, token) =>
            {
                opened.SetResult(sender);
                await sender.Completion.WaitAsync(token);
            },
            build: builder => builder.Services.AddResponseCompression(static options => options.MimeTypes = ["application/x-ndjson"]),
            use: static app => app.UseResponseCompression());
        var request = new HttpRequestMessage(HttpMethod.Get, "/t") { Headers = { { "Accept-Encoding", "gzip" } } };
        using var response = await app.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).WaitAsync(Patience);
        Assert.Equal("gzip", response.Content.Headers.ContentEncoding.Single());
        using var reader = new StreamReader(new GZipStream(await response.Content.ReadAsStreamAsync(), CompressionMode.Decompress));
        var sender = await opened.Task.WaitAsync(Patience);

        sender.TrySend(1);
        Assert.Equal("1", await reader.ReadLineAsync().WaitAsync(Patience));
        sender.TrySend(2);
        Assert.Equal("2", await reader.ReadLineAsync().WaitAsync(Patience));
        sender.EndStream();
        Assert.Equal("", await reader.ReadToEndAsync().WaitAsync(Patience));
    }

    private static void OnlyHttp2(WebApplicationBuilder builder) =>
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.ConfigureEndpointDefaults(static listen => listen.Protocols = HttpProtocols.Http2));

    private static Task<HttpResponseMessage> Http2Async(StreamingApp app) => app.Client.SendAsync(
        new HttpRequestMessage(HttpMethod.Get, "/t") { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact },
        HttpCompletionOption.ResponseHeadersRead);

    private static Task<StreamingApp> PushAsync(Func<StreamSender<int>, CancellationToken, Task> producer, Action<WebApplicationBuilder>? build = null, Action<WebApplication>? use = null) => StreamingApp.StartAsync(
        mapper =>
        {
            var endpoint = mapper.CreateEndpoint<int>(Definition);
            mapper.Map(Definition, http => endpoint.PushAsync(http, producer));
        },
        build: build,
        use: use);
}
