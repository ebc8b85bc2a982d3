using System.Collections.Concurrent;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using SegStream.Hosting;
using SegStream.Runtime.Tests.Hosting;

namespace SegStream.Runtime.Tests.Adversarial;

/// <summary>Many streams on one connection of HTTP/2 do not feel each other.</summary>
public sealed class Http2ConnectionTests
{
    private const int Streams = 40;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<string, StreamSender<string>> _senders = new();
    private readonly ConcurrentDictionary<string, bool> _connections = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Streams_that_are_reset_leave_the_others_of_their_connection_alone(bool tls)
    {
        await using var app = await StartAsync(tls);
        using var client = Wires.Connect(app, Wires.Version(two: true), tls);
        var responses = new List<HttpResponseMessage>();
        for (var i = 0; i < Streams; i++)
        {
            responses.Add(await client.OpenAsync($"/json?id={i}").WaitAsync(Patience));
        }

        var sending = Task.Run(() => SendToAllAsync(500));
        for (var i = 0; i < Streams; i += 2)
        {
            responses[i].Dispose();
        }

        await sending.WaitAsync(Patience);
        for (var i = 1; i < Streams; i += 2)
        {
            _senders[$"{i}"].EndStream();
            Assert.Equal(500, (await responses[i].Content.ReadAsStringAsync().WaitAsync(Patience)).Count(static character => character == '\n'));
            Assert.Equal(CompletionReason.Completed, (await _senders[$"{i}"].Completion.WaitAsync(Patience)).Reason);
            Assert.Equal(CompletionReason.ClientAborted, (await _senders[$"{i - 1}"].Completion.WaitAsync(Patience)).Reason);
            responses[i].Dispose();
        }

        Assert.Single(_connections);
    }

    [Fact]
    public async Task A_stream_that_is_not_read_does_not_delay_its_neighbours_and_is_found_slow()
    {
        await using var app = await StartAsync(tls: false);
        using var client = Wires.Connect(app, Wires.Version(two: true), tls: false);
        using var stalled = await client.OpenAsync("/slow?id=stalled").WaitAsync(Patience);
        var slow = _senders["stalled"];
        var flood = Task.Run(async () =>
        {
            while (await slow.SendAsync(new string('x', 1_000)))
            {
            }
        });

        var neighbours = await Task.WhenAll(Enumerable.Range(0, Streams).Select(async i =>
        {
            using var response = await client.OpenAsync($"/json?id={i}");
            var reading = response.Content.ReadAsStringAsync();
            for (var number = 0; number < 200; number++)
            {
                Assert.True(await _senders[$"{i}"].SendAsync(new string('y', 1_000)));
            }

            _senders[$"{i}"].EndStream();
            return await reading;
        })).WaitAsync(Patience);

        Assert.All(neighbours, static body => Assert.Equal(200 * 1_003, body.Length));

        // The stream that is not read keeps its own limit, and nothing else ends it.
        Assert.Equal(CompletionReason.SlowConsumer, (await slow.Completion.WaitAsync(Patience)).Reason);
        await flood.WaitAsync(Patience);
        Assert.Single(_connections);
    }

    [Theory]
    [InlineData("complete", CompletionReason.Completed)]
    [InlineData("incomplete", CompletionReason.Incomplete)]
    [InlineData("fault", CompletionReason.Faulted)]
    public async Task A_client_of_HTTP2_reads_everything_and_sees_how_the_stream_ended(string end, CompletionReason reason)
    {
        await using var app = await StartAsync(tls: false);
        using var client = Wires.Connect(app, Wires.Version(two: true), tls: false);
        using var response = await client.OpenAsync("/json?id=1").WaitAsync(Patience);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        var sender = _senders["1"];
        for (var i = 0; i < 100; i++)
        {
            sender.TrySend($"{i}");
            Assert.Equal($"\"{i}\"", await reader.ReadLineAsync().WaitAsync(Patience));
        }

        if (end == "fault")
        {
            // The record and the reset come together, and HttpClient forgets what it has not read when it sees the reset.
            sender.Fail(new InvalidOperationException("secret"));
        }
        else if (end == "incomplete")
        {
            sender.Dispose();
        }
        else
        {
            sender.EndStream();
        }

        if (reason == CompletionReason.Completed)
        {
            Assert.Equal("", await reader.ReadToEndAsync().WaitAsync(Patience));
        }
        else
        {
            await Assert.ThrowsAnyAsync<IOException>(() => reader.ReadToEndAsync().WaitAsync(Patience));
        }

        Assert.Equal(reason, (await sender.Completion.WaitAsync(Patience)).Reason);
    }

    [Fact]
    public async Task A_host_that_stops_ends_the_streams_of_its_HTTP2_connections()
    {
        await using var app = await StartAsync(tls: false);
        using var client = Wires.Connect(app, Wires.Version(two: true), tls: false);
        var events = new List<Task<string>>();
        var records = new List<Task<string>>();
        for (var i = 0; i < Streams; i++)
        {
            events.Add((await client.OpenAsync($"/sse?id=e{i}").WaitAsync(Patience)).Content.ReadAsStringAsync());
            records.Add((await client.OpenAsync($"/json?id=r{i}").WaitAsync(Patience)).Content.ReadAsStringAsync());
        }

        await SendToAllAsync(3);
        await app.App.StopAsync().WaitAsync(Patience);

        Assert.All(await Task.WhenAll(events).WaitAsync(Patience), static body =>
        {
            Assert.Contains("data: 2\n\n", body, StringComparison.Ordinal);
            Assert.Contains("retry: ", body, StringComparison.Ordinal);
        });
        foreach (var reading in records)
        {
            await Assert.ThrowsAnyAsync<HttpRequestException>(() => reading.WaitAsync(Patience));
        }

        foreach (var sender in _senders.Values)
        {
            Assert.Equal((CompletionReason.ServerShutdown, 3), ((await sender.Completion.WaitAsync(Patience)).Reason, (await sender.Completion).EventsSent));
        }

        Assert.Equal(0, app.App.Services.GetRequiredService<StreamHost>().Live.Count);
    }

    private async Task SendToAllAsync(int count)
    {
        for (var number = 0; number < count; number++)
        {
            foreach (var sender in _senders.Values)
            {
                await sender.SendAsync($"{number}");
            }
        }
    }

    private Task<StreamingApp> StartAsync(bool tls) => StreamingApp.StartAsync(
        mapper =>
        {
            Map(mapper, new() { DisplayName = "Json", Route = "/json", Mode = StreamMode.Json });
            Map(mapper, new() { DisplayName = "Slow", Route = "/slow", Mode = StreamMode.Json, WriteTimeoutSeconds = 1 });
            Map(mapper, new() { DisplayName = "Sse", Route = "/sse", Mode = StreamMode.Sse });
        },
        build: Wires.Speak(HttpProtocols.Http2, tls));

    private void Map(StreamEndpointMapper mapper, StreamEndpointDefinition definition)
    {
        var endpoint = mapper.CreateEndpoint<string>(definition);
        mapper.Map(definition, http => endpoint.PushAsync(http, async (sender, _) =>
        {
            _connections.TryAdd(http.Connection.Id, true);
            _senders[http.Request.Query["id"]!] = sender;
            await sender.Completion;
        }));
    }
}
