using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using SegStream.Hosting;
using SegStream.Runtime.Tests.Hosting;

namespace SegStream.Runtime.Tests.Adversarial;

/// <summary>Requests that nobody means well with, and odd ones that are allowed. Whatever comes, there is an answer, nothing stays, and the next client is served.</summary>
public sealed class HostileRequestTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static TheoryData<string, int[]> Headers => new()
    {
        { "Accept: " + string.Join(',', Enumerable.Range(0, 2_000).Select(static i => $"a/b{i};q=0.1")), [406] },
        { "Accept: " + string.Join(',', Enumerable.Repeat("application/json-seq;q=0.5", 1_000)), [200] },
        { "Accept: " + new string('x', 40_000), [431] },
        { "Accept: ,;,;=\"\"", [200] },
        { "Accept: application/json;q=99999999999999999999", [200, 406] },
        { "Accept: */*;q=-1", [200, 406] },
        { "Accept: \"", [200] },
        { "Accept:", [200] },
        { "Accept: text/html\r\nAccept: application/json", [200] },
        { "Accept: \u00ff\u00fe", [200, 400] },
        { "Accept: a\0b", [400] },
        { "Last-Event-ID: " + new string('9', 20_000), [200] },
        { "Last-Event-ID: \u00e4\u00f6\u00fc", [200, 400] },
        { "Last-Event-ID: ../../etc/passwd%00", [200] },
        { "Last-Event-ID:", [200] },
        { "Accept-Encoding: gzip;q=x, \u001f", [200, 400] },
        { "Content-Type: " + new string(';', 1_000), [200] },
        { string.Join("\r\n", Enumerable.Range(0, 200).Select(static i => $"X-{i}: y")), [431] },
    };

    [Theory]
    [MemberData(nameof(Headers))]
    public async Task Odd_headers_get_an_answer(string header, int[] statuses)
    {
        await using var app = await StartAsync();
        var answer = await AskAsync(app, $"GET /short HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{header}\r\n\r\n");
        Assert.Contains(StatusOf(answer), statuses);
        await AssertServesAsync(app);
    }

    [Theory]
    [InlineData("GET /short HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 5\r\n\r\nhello")]
    [InlineData("GET /short HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n")]
    [InlineData("GET /short HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 1000000\r\n\r\nnever the rest")]
    [InlineData("GET /short HTTP/1.1\r\nHost: x\r\nConnection: close\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n")]
    [InlineData("GET http://elsewhere.example/short?a=b HTTP/1.1\r\nHost: elsewhere.example\r\nConnection: close\r\n\r\n")]
    [InlineData("GET /%73hort HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")]
    public async Task Requests_that_are_odd_and_allowed_get_the_whole_stream(string request)
    {
        await using var app = await StartAsync();
        using var socket = await app.ConnectAsync();
        await socket.SendAsync(Encoding.Latin1.GetBytes(request));
        Assert.EndsWith("1\n3\n\r\n0\r\n\r\n", await ReadUntilAsync(socket, "0\r\n\r\n"), StringComparison.Ordinal);
        await AssertServesAsync(app);
    }

    [Theory]
    [InlineData("HEAD /short HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 405)]
    [InlineData("OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 404)]
    [InlineData("GET /short HTTP/1.1\r\n\r\n", 400)]
    [InlineData("GET /short HTTP/9.9\r\nHost: x\r\n\r\n", 505)]
    [InlineData("GET /short\u0001 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 404)]
    [InlineData("GET /short HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n", 400)]
    [InlineData("GET /short HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 200)]
    public async Task Requests_that_are_wrong_are_answered_and_leave_nothing(string request, int status)
    {
        await using var app = await StartAsync();
        using var socket = await app.ConnectAsync();
        await socket.SendAsync(Encoding.Latin1.GetBytes(request));
        Assert.Equal(status, StatusOf(await ReadUntilAsync(socket, "\r\n\r\n")));
        await AssertServesAsync(app);
    }

    [Theory]
    [InlineData("/short", "1\n3\n")]
    [InlineData("/cut", "1\n")]
    public async Task HTTP_1_0_gets_the_body_as_it_is_and_then_the_end_of_the_connection(string path, string body)
    {
        await using var app = await StartAsync();
        var answer = await AskAsync(app, $"GET {path} HTTP/1.0\r\n\r\n");
        Assert.DoesNotContain("chunked", answer, StringComparison.OrdinalIgnoreCase);
        Assert.EndsWith("\r\n\r\n" + body, answer, StringComparison.Ordinal);
        await AssertServesAsync(app);
    }

    [Fact]
    public async Task A_body_is_asked_for_when_the_method_reads_it()
    {
        await using var app = await StartAsync();
        using var socket = await app.ConnectAsync();
        await socket.SendAsync("POST /echo HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n"u8.ToArray());
        Assert.StartsWith("HTTP/1.1 100", await ReadUntilAsync(socket, "\r\n\r\n"), StringComparison.Ordinal);
        await socket.SendAsync("hello"u8.ToArray());
        Assert.Contains("hello\n", await ReadUntilAsync(socket, "0\r\n\r\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_behind_a_stream_that_does_not_end_goes_with_its_connection()
    {
        await using var app = await StartAsync();
        var socket = await app.ConnectAsync();
        await socket.SendAsync("GET /endless HTTP/1.1\r\nHost: x\r\n\r\nGET /endless HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray());
        await ReadUntilAsync(socket, "1\n");
        Assert.Equal(1, app.App.Services.GetRequiredService<StreamHost>().Live.Count);
        socket.Dispose();
        await AssertServesAsync(app);
    }

    [Fact]
    public async Task A_client_that_floods_the_connection_of_its_stream_and_leaves_is_found_by_a_heartbeat()
    {
        await using var app = await StartAsync();
        var socket = await app.ConnectAsync();
        await socket.SendAsync("GET /endless HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray());
        await ReadUntilAsync(socket, "1\n");

        // More than the server buffers: from then on it does not read, and does not see that the client closes.
        var flood = new byte[256 * 1024];
        socket.SendTimeout = 1;
        socket.Blocking = false;
        for (var sent = 0L; sent < 64_000_000;)
        {
            try
            {
                sent += socket.Send(flood);
            }
            catch (SocketException full) when (full.SocketErrorCode == SocketError.WouldBlock)
            {
                if (sent > 1_500_000)
                {
                    break;
                }
            }
        }

        socket.Dispose();
        await AssertServesAsync(app);
    }

    [Fact]
    public async Task Thousands_of_connections_from_one_address_that_come_and_go_leave_nothing()
    {
        const int Connections = 3_000;
        string[] beginnings =
        [
            "", "G", "GET /endless HT", "GET /endless HTTP/1.1\r\nHost: x\r\nX: ", "GET /endless HTTP/1.1\r\nHost: x\r\n\r\n",
            "GET /short HTTP/1.1\r\nHost: x\r\n\r\n", "\u0016\u0003\u0001\u0002\0", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "GET /short HTTP/1.1\r\nHost: x\r\n\r\nGET /endless HTTP/1.1\r\nHost: x\r\n\r\n",
        ];
        await using var app = await StartAsync();
        var random = new Random(17);
        await Parallel.ForAsync(0, Connections, new ParallelOptions { MaxDegreeOfParallelism = 100 }, async (i, _) =>
        {
            using var socket = await app.ConnectAsync();
            int choice;
            bool waits, resets;
            lock (random)
            {
                (choice, waits, resets) = (random.Next(beginnings.Length), random.Next(2) == 0, random.Next(2) == 0);
            }

            await socket.SendAsync(Encoding.Latin1.GetBytes(beginnings[choice]));
            if (waits && choice >= 4)
            {
                await socket.ReceiveAsync(new byte[16]);
            }

            if (resets)
            {
                socket.LingerState = new LingerOption(true, 0);
            }
        });

        await AssertServesAsync(app);
    }

    private static int StatusOf(string answer) => int.Parse(answer.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<string> AskAsync(StreamingApp app, string request)
    {
        using var socket = await app.ConnectAsync();
        await socket.SendAsync(Encoding.Latin1.GetBytes(request));
        return await ReadUntilAsync(socket, null);
    }

    /// <summary>Reads until something has come, or to the end of the connection.</summary>
    private static async Task<string> ReadUntilAsync(Socket socket, string? end)
    {
        var answer = new StringBuilder();
        var buffer = new byte[4_096];
        while (end is null || !answer.ToString().Contains(end, StringComparison.Ordinal))
        {
            int count;
            try
            {
                count = await socket.ReceiveAsync(buffer).WaitAsync(Patience);
            }
            catch (SocketException) when (answer.Length > 0)
            {
                // A server that closes with unread bytes resets the connection.
                break;
            }

            if (count == 0)
            {
                break;
            }

            answer.Append(Encoding.Latin1.GetString(buffer, 0, count));
        }

        return answer.ToString();
    }

    /// <summary>Nothing of the streams before is left, and a client that means well is served.</summary>
    private static async Task AssertServesAsync(StreamingApp app)
    {
        var host = app.App.Services.GetRequiredService<StreamHost>();
        using var watchdog = new CancellationTokenSource(Patience);
        while (host.Live.Count > 0 || host.Wheel.Count > 0)
        {
            watchdog.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        Assert.Equal("1\n3\n", await app.Client.GetStringAsync("/short").WaitAsync(Patience));
        Assert.DoesNotContain(app.Log.Entries, static entry => entry.Level >= Microsoft.Extensions.Logging.LogLevel.Error && !entry.Message.Contains("unhandled exception", StringComparison.Ordinal));
    }

    private static Task<StreamingApp> StartAsync() => StreamingApp.StartAsync(mapper =>
    {
        Map<int>(mapper, "/short", StreamMode.Json, static (_, sender, _) =>
        {
            sender.TrySend(1);
            sender.TrySend(3);
            sender.EndStream();
            return Task.CompletedTask;
        });
        Map<int>(mapper, "/cut", StreamMode.Json, static (_, sender, _) =>
        {
            sender.TrySend(1);
            return Task.CompletedTask;
        });
        Map<int>(mapper, "/endless", StreamMode.Json, static async (_, sender, _) =>
        {
            sender.TrySend(1);
            await sender.Completion;
        });
        Map<string>(mapper, "/echo", StreamMode.Text, static async (http, sender, _) =>
        {
            using var reader = new StreamReader(http.Request.Body);
            sender.TrySend(await reader.ReadToEndAsync());
            sender.EndStream();
        });
    });

    private static void Map<T>(StreamEndpointMapper mapper, string route, StreamMode mode, Func<Microsoft.AspNetCore.Http.HttpContext, StreamSender<T>, CancellationToken, Task> producer)
    {
        var definition = new StreamEndpointDefinition { DisplayName = route, Route = route, Method = route == "/echo" ? "POST" : "GET", Mode = mode, HeartbeatSeconds = 0.05 };
        var endpoint = mapper.CreateEndpoint<T>(definition);
        mapper.Map(definition, http => endpoint.PushAsync(http, (sender, token) => producer(http, sender, token)));
    }
}
