using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SegStream.Hosting;

namespace SegStream.Runtime.Tests.Hosting;

public sealed class StreamTimingTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ManualTime _time = new();
    private readonly TaskCompletionSource<StreamSender<string>> _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task A_quiet_stream_sends_a_heartbeat_after_each_interval()
    {
        await using var app = await StartAsync(new StreamEndpointDefinition { DisplayName = "T", Route = "/t", Mode = StreamMode.Sse, HeartbeatSeconds = 10 });
        using var response = await app.OpenAsync("/t");
        Assert.Equal("10", response.Headers.GetValues("SegStream-Heartbeat").Single());
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());

        for (var i = 0; i < 3; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(10));
            Assert.Equal(":", await reader.ReadLineAsync().WaitAsync(Patience));
            Assert.Equal("", await reader.ReadLineAsync().WaitAsync(Patience));
        }

        (await _opened.Task).EndStream();
        Assert.Equal("", await reader.ReadToEndAsync());
    }

    [Fact]
    public async Task A_busy_stream_sends_no_heartbeat()
    {
        await using var app = await StartAsync(new StreamEndpointDefinition { DisplayName = "T", Route = "/t", Mode = StreamMode.Sse, HeartbeatSeconds = 10 });
        using var response = await app.OpenAsync("/t");
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        var sender = await _opened.Task;

        for (var i = 0; i < 10; i++)
        {
            sender.TrySend("x");
            Assert.Equal("data: x", await reader.ReadLineAsync().WaitAsync(Patience));
            Assert.Equal("", await reader.ReadLineAsync().WaitAsync(Patience));
            _time.Advance(TimeSpan.FromSeconds(9));
        }

        sender.EndStream();
        Assert.Equal("", await reader.ReadToEndAsync());
    }

    [Fact]
    public async Task Text_has_no_heartbeat_and_promises_none()
    {
        await using var app = await StartAsync(new StreamEndpointDefinition { DisplayName = "T", Route = "/t", Mode = StreamMode.Text, HeartbeatSeconds = 10 });
        using var response = await app.OpenAsync("/t");
        Assert.False(response.Headers.Contains("SegStream-Heartbeat"));
        _time.Advance(TimeSpan.FromSeconds(60));
        (await _opened.Task).EndStream();

        Assert.Equal("", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData(true, CompletionReason.IdleTimeout)]
    [InlineData(false, CompletionReason.MaxDuration)]
    public async Task A_time_limit_ends_the_stream_and_cancels_its_producer(bool idle, CompletionReason reason)
    {
        await using var app = await StartAsync(new StreamEndpointDefinition
        {
            DisplayName = "T",
            Route = "/t",
            Mode = StreamMode.Sse,
            IdleTimeoutSeconds = idle ? 5 : 0,
            MaxDurationSeconds = idle ? 0 : 5,
        });
        using var response = await app.OpenAsync("/t");
        var sender = await _opened.Task;
        _time.Advance(TimeSpan.FromSeconds(4));
        sender.TrySend("x");
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        Assert.Equal("data: x", await reader.ReadLineAsync().WaitAsync(Patience));
        _time.Advance(TimeSpan.FromSeconds(idle ? 5.1 : 1.1));

        Assert.Equal("\n", await reader.ReadToEndAsync().WaitAsync(Patience));
        var completion = await sender.Completion.WaitAsync(Patience);
        Assert.Equal(reason, completion.Reason);
        Assert.Equal(idle ? 9.1 : 5.1, completion.Duration.TotalSeconds, 1);
    }

    [Fact]
    public async Task A_client_that_does_not_read_is_disconnected_after_the_write_timeout()
    {
        await using var app = await StartAsync(
            new StreamEndpointDefinition { DisplayName = "T", Route = "/t", Mode = StreamMode.Sse, WriteTimeoutSeconds = 5, HeartbeatSeconds = 1 },
            fill: true);
        using var socket = await app.ConnectAsync();
        socket.ReceiveBufferSize = 4096;
        await socket.SendAsync(Encoding.ASCII.GetBytes("GET /t HTTP/1.1\r\nHost: x\r\n\r\n"));
        var sender = await _opened.Task;

        // Time passes only while the stream is stuck, however long the socket's buffers take to fill.
        while (!sender.Completion.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        var completion = await sender.Completion.WaitAsync(Patience);
        Assert.Equal(CompletionReason.SlowConsumer, completion.Reason);
        Assert.True(completion.EventsDropped > 0);
        Assert.Contains(app.Log.Of("SegStream", LogLevel.Warning), message => message.Contains("write timeout", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_host_that_stops_delivers_what_is_queued_and_tells_the_clients_when_to_come_back()
    {
        await using var app = await StartAsync(new StreamEndpointDefinition { DisplayName = "T", Route = "/t", Mode = StreamMode.Sse });
        using var response = await app.OpenAsync("/t");
        var sender = await _opened.Task;
        sender.TrySend("last");
        var stopping = app.App.StopAsync();

        var body = await response.Content.ReadAsStringAsync().WaitAsync(Patience);
        await stopping.WaitAsync(Patience);
        Assert.StartsWith("data: last\n\n", body, StringComparison.Ordinal);
        Assert.Matches(@"retry: \d{4}\n\n$", body);
        Assert.Equal(CompletionReason.ServerShutdown, (await sender.Completion.WaitAsync(Patience)).Reason);
    }

    private Task<StreamingApp> StartAsync(StreamEndpointDefinition definition, bool fill = false) => StreamingApp.StartAsync(
        mapper =>
        {
            var endpoint = mapper.CreateEndpoint<string>(definition);
            mapper.Map(definition, http => endpoint.PushAsync(http, async (sender, token) =>
            {
                _opened.TrySetResult(sender);
                var payload = new string('x', 16_000);
                while (fill && await sender.SendAsync(payload, token))
                {
                }

                await sender.Completion;
            }));
        },
        build: builder => builder.Services.AddSingleton<TimeProvider>(_time));
}
