using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using SegStream.Hosting;
using SegStream.Runtime.Tests.Hosting;

namespace SegStream.Runtime.Tests.Lifetime;

/// <summary>How many streams a host, and a client of it, may have at the same time.</summary>
public sealed class LimitTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private int _calls;

    [Fact]
    public async Task Over_the_limit_of_the_host_a_request_is_answered_with_503_and_its_method_is_not_called()
    {
        await using var app = await StartAsync(options =>
        {
            options.MaxStreams = 2;
            options.RetryAfter = TimeSpan.FromSeconds(6.5);
        });
        using var first = await app.OpenAsync("/t");
        using var second = await app.OpenAsync("/t");

        using var refused = await app.OpenAsync("/t");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(7), refused.Headers.RetryAfter!.Delta);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType!.MediaType);
        var problem = await refused.Content.ReadAsStringAsync();
        Assert.Contains("too many open streams", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("2", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("Tests.Limited", problem, StringComparison.Ordinal);
        Assert.Equal(2, Volatile.Read(ref _calls));

        // Another one may come when one has gone.
        first.Dispose();
        await SettleAsync(app, streams: 1);
        using var third = await app.OpenAsync("/t");
        Assert.Equal(HttpStatusCode.OK, third.StatusCode);
    }

    [Fact]
    public async Task Over_its_own_limit_a_client_is_answered_with_429_and_others_are_not()
    {
        await using var app = await StartAsync(options =>
        {
            options.MaxStreams = 10;
            options.MaxStreamsPerClient = 1;
            options.ClientKey = static http => http.Request.Query["key"];
        });
        using var first = await app.OpenAsync("/t?key=a");
        using var refused = await app.OpenAsync("/t?key=a");
        using var other = await app.OpenAsync("/t?key=b");
        using var nobody = await app.OpenAsync("/t");
        using var nobodyElse = await app.OpenAsync("/t");

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(10), refused.Headers.RetryAfter!.Delta);
        Assert.All([first, other, nobody, nobodyElse], response => Assert.Equal(HttpStatusCode.OK, response.StatusCode));
        Assert.Equal(4, Volatile.Read(ref _calls));
    }

    [Fact]
    public async Task A_key_that_cannot_be_chosen_fails_the_request_and_leaves_nothing()
    {
        await using var app = await StartAsync(
            options =>
            {
                options.MaxStreamsPerClient = 1;
                options.ClientKey = static _ => throw new InvalidOperationException("no key");
            },
            plain: true);

        using var annotated = await app.OpenAsync("/t");
        using var plain = await app.OpenAsync("/plain");

        Assert.Equal(HttpStatusCode.InternalServerError, annotated.StatusCode);
        Assert.Equal(HttpStatusCode.InternalServerError, plain.StatusCode);
        Assert.Equal((0, 0), Counted(app));
    }

    [Fact]
    public async Task A_response_of_a_plain_minimal_api_is_counted_and_refused_too_and_its_sender_learns_of_it()
    {
        await using var app = await StartAsync(options => options.MaxStreams = 1, plain: true);
        using var first = await app.OpenAsync("/plain");
        using var refused = await app.OpenAsync("/plain");
        using var annotated = await app.OpenAsync("/t");

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, annotated.StatusCode);
        Assert.Equal(SendResult.Closed, _lastSender!.TrySend("x"));
        Assert.Equal(CompletionReason.Cancelled, (await _lastSender.Completion.WaitAsync(Patience)).Reason);
    }

    [Theory]
    [InlineData("/fails")]
    [InlineData("/rejects")]
    public async Task What_comes_to_no_stream_gives_its_place_back(string path)
    {
        await using var app = await StartAsync(options => options.MaxStreamsPerClient = options.MaxStreams = 1);
        for (var i = 0; i < 3; i++)
        {
            using var response = await app.OpenAsync(path);
            Assert.NotEqual(HttpStatusCode.ServiceUnavailable, response.StatusCode);
            Assert.NotEqual(HttpStatusCode.TooManyRequests, response.StatusCode);
        }

        await SettleAsync(app, streams: 0);
    }

    [Fact]
    public async Task Of_a_thousand_connections_from_one_address_exactly_as_many_as_allowed_are_served()
    {
        const int Connections = 1_000;
        const int Allowed = 50;
        await using var app = await StartAsync(options => options.MaxStreamsPerClient = Allowed);

        var sockets = await Task.WhenAll(Enumerable.Range(0, Connections).Select(async _ =>
        {
            var socket = await app.ConnectAsync();
            await socket.SendAsync("GET /t HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray());
            var head = new byte[64];
            var length = await socket.ReceiveAsync(head);
            return (Socket: socket, Status: Encoding.ASCII.GetString(head, 9, 3));
        })).WaitAsync(Patience);

        Assert.Equal(Allowed, sockets.Count(static one => one.Status == "200"));
        Assert.Equal(Connections - Allowed, sockets.Count(static one => one.Status == "429"));
        Assert.Equal(Allowed, Volatile.Read(ref _calls));
        Array.ForEach(sockets, static one => one.Socket.Dispose());
        await SettleAsync(app, streams: 0);
    }

    [Fact]
    public async Task Clients_that_come_and_go_at_any_moment_leave_no_count_behind()
    {
        await using var app = await StartAsync(options =>
        {
            options.MaxStreams = 40;
            options.MaxStreamsPerClient = 30;
        });
        var seed = Random.Shared.Next();
        await Task.WhenAll(Enumerable.Range(0, 16).Select(async worker =>
        {
            var random = new Random(seed + worker);
            for (var i = 0; i < 100; i++)
            {
                using var socket = await app.ConnectAsync();
                await socket.SendAsync("GET /t HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray());
                if (random.Next(2) == 0)
                {
                    await socket.ReceiveAsync(new byte[1]);
                }

                socket.LingerState = new LingerOption(random.Next(2) == 0, 0);
            }
        })).WaitAsync(Patience);

        await SettleAsync(app, streams: 0);
        using var response = await app.OpenAsync("/t");
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"seed {seed}");
    }

    private StreamSender<string>? _lastSender;

    private static (int Streams, int Clients) Counted(StreamingApp app)
    {
        var counts = app.App.Services.GetRequiredService<StreamHost>().Gate.Counts!;
        return (counts.Total, counts.Clients);
    }

    private static async Task SettleAsync(StreamingApp app, int streams)
    {
        using var watchdog = new CancellationTokenSource(Patience);
        while (Counted(app) is var counted && (counted.Streams != streams || counted.Clients > streams))
        {
            Assert.False(watchdog.IsCancellationRequested, $"{counted} streams and clients are left instead of {streams}.");
            await Task.Yield();
        }
    }

    private Task<StreamingApp> StartAsync(Action<SegStreamOptions> configure, bool plain = false) => StreamingApp.StartAsync(
        mapper =>
        {
            Map(mapper, "/t", async (sender, token) => await sender.Completion.WaitAsync(token));
            Map(mapper, "/fails", (_, _) => throw new InvalidOperationException("at once"));
            Map(mapper, "/rejects", (_, _) => throw new BadHttpRequestException("no"));
        },
        configure,
        use: app =>
        {
            if (plain)
            {
                app.MapGet("/plain", () =>
                {
                    var response = StreamResponse.Sse<string>();
                    _lastSender = response.Sender;
                    return response;
                });
            }
        });

    private void Map(StreamEndpointMapper mapper, string route, Func<StreamSender<string>, CancellationToken, Task> producer)
    {
        var definition = new StreamEndpointDefinition { DisplayName = "Tests.Limited", Route = route, Mode = StreamMode.Sse };
        var endpoint = mapper.CreateEndpoint<string>(definition);
        mapper.Map(definition, http =>
        {
            Interlocked.Increment(ref _calls);
            return endpoint.PushAsync(http, producer);
        });
    }
}
