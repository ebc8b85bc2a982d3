using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using SegStream.Hosting;
using SegStream.Runtime.Tests.Hosting;

namespace SegStream.Runtime.Tests.Lifetime;

/// <summary>
/// Clients that read nothing while their host stops. The host would wait for five minutes, and a write may take as long as it likes; whatever takes longer than the watchdog waits for one of them.
/// </summary>
public sealed class StalledShutdownTests
{
    private static readonly TimeSpan Watchdog = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(10);
    private static readonly string Large = new('x', 20_000);

    private readonly ManualTime _time = new();
    private readonly CompletionRecorder _completions = new();
    private readonly ConcurrentQueue<StreamSender<string>> _senders = new();

    [Fact]
    public async Task Of_a_thousand_streams_those_that_are_stalled_are_cut_off_after_the_drain_time_and_the_others_get_their_end()
    {
        const int Streams = 1_000;
        const int Stalled = 40;
        await using var app = await StartAsync(ShutdownPolicy.Drain, StreamMode.Sse);
        var readers = await Task.WhenAll(Enumerable.Range(0, Streams - Stalled).Select(async _ =>
        {
            var response = await app.OpenAsync("/t");
            return new StreamReader(await response.Content.ReadAsStreamAsync());
        })).WaitAsync(Watchdog);
        var reading = _senders.ToArray();
        var sockets = await StallAsync(app, Stalled);
        var stalled = _senders.Except(reading).ToArray();
        var accepted = await FloodAsync(app, stalled);
        Array.ForEach(reading, static sender => sender.TrySend("first"));

        var stopping = app.App.StopAsync();
        foreach (var reader in readers)
        {
            Assert.Matches(@"^data: first\n\nretry: \d{4}\n\n$", await reader.ReadToEndAsync().WaitAsync(Watchdog));
        }

        var ends = await _completions.AllAsync(Streams - Stalled, Watchdog);
        Assert.All(ends, static end => Assert.Equal((CompletionReason.ServerShutdown, 1, 0), end.Counts));
        _time.Advance(DrainTime - TimeSpan.FromMilliseconds(25));
        Assert.All(stalled, static sender => Assert.False(sender.Completion.IsCompleted));
        Assert.False(stopping.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(25));

        await stopping.WaitAsync(Watchdog);
        Assert.Equal(Streams, (await _completions.AllAsync(Streams, Watchdog)).Count);
        for (var index = 0; index < Stalled; index++)
        {
            var end = await stalled[index].Completion.WaitAsync(Watchdog);
            Assert.Equal(CompletionReason.ServerShutdown, end.Reason);
            Assert.Equal(accepted[index], end.EventsSent + end.EventsDropped);
            Assert.True(end.EventsDropped > 0, "A stream that was cut off has dropped nothing.");
        }

        Assert.Equal(0, app.App.Services.GetRequiredService<StreamHost>().Live.Count);
        Array.ForEach(sockets, static socket => socket.Dispose());
    }

    [Theory]
    [InlineData(ShutdownPolicy.Finish, StreamMode.Sse)]
    [InlineData(ShutdownPolicy.Detach, StreamMode.Sse)]
    [InlineData(ShutdownPolicy.Finish, StreamMode.Text)]
    [InlineData(ShutdownPolicy.Detach, StreamMode.Text)]
    public async Task One_that_was_let_go_on_is_cut_off_when_half_of_the_drain_time_is_left(ShutdownPolicy policy, StreamMode mode)
    {
        await using var app = await StartAsync(policy, mode);
        using var socket = (await StallAsync(app, 1)).Single();
        var sender = _senders.Single();
        var accepted = (await FloodAsync(app, [sender])).Single();
        var stopping = app.App.StopAsync();

        _time.Advance(ShutdownTimeout - (DrainTime / 2) - TimeSpan.FromMilliseconds(25));
        Assert.False(sender.Completion.IsCompleted);
        Assert.False(stopping.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(25));

        await stopping.WaitAsync(Watchdog);
        var end = await sender.Completion.WaitAsync(Watchdog);
        Assert.Equal(CompletionReason.ServerShutdown, end.Reason);
        Assert.Equal(accepted, end.EventsSent + end.EventsDropped);
        Assert.True(end.EventsDropped > 0, "A stream that was cut off has dropped nothing.");
    }

    [Theory]
    [InlineData(StreamMode.Sse)]
    [InlineData(StreamMode.Text)]
    public async Task What_the_server_still_holds_for_a_client_does_not_keep_the_host(StreamMode mode)
    {
        await using var app = await StartAsync(ShutdownPolicy.Drain, mode);
        using var socket = (await StallAsync(app, 1)).Single();
        var sender = _senders.Single();

        // To a pending write, so that the system's buffers are full, and then as much out of them as lets the server take the rest.
        await FloodAsync(app, [sender]);
        sender.EndStream();
        var buffer = new byte[4096];
        while (!sender.Completion.IsCompleted)
        {
            await Task.WhenAny(socket.ReceiveAsync(buffer), sender.Completion).WaitAsync(Watchdog);
        }

        Assert.Equal(CompletionReason.Completed, (await sender.Completion.WaitAsync(Watchdog)).Reason);
        var stopping = app.App.StopAsync();
        _time.Advance(ShutdownTimeout - TimeSpan.FromSeconds(1));
        await stopping.WaitAsync(Watchdog);
    }

    [Theory]
    [InlineData(ShutdownPolicy.Drain)]
    [InlineData(ShutdownPolicy.Finish)]
    [InlineData(ShutdownPolicy.Detach)]
    public async Task A_host_that_waits_without_end_does_not_wait_for_a_client_that_takes_nothing(ShutdownPolicy policy)
    {
        await using var app = await StartAsync(policy, StreamMode.Sse, Timeout.InfiniteTimeSpan);
        using var socket = (await StallAsync(app, 1)).Single();
        var sender = _senders.Single();
        var accepted = (await FloodAsync(app, [sender])).Single();
        var stopping = app.App.StopAsync();

        _time.Advance(DrainTime - TimeSpan.FromMilliseconds(25));
        Assert.False(sender.Completion.IsCompleted);
        _time.Advance(DrainTime + TimeSpan.FromMilliseconds(25));

        await stopping.WaitAsync(Watchdog);
        var end = await sender.Completion.WaitAsync(Watchdog);
        Assert.Equal(CompletionReason.ServerShutdown, end.Reason);
        Assert.Equal(accepted, end.EventsSent + end.EventsDropped);
    }

    /// <summary>Opens streams whose clients read nothing.</summary>
    private async Task<Socket[]> StallAsync(StreamingApp app, int count)
    {
        var expected = _senders.Count + count;
        var sockets = await Task.WhenAll(Enumerable.Range(0, count).Select(async _ =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, app.Address.Port));
            await socket.SendAsync(Encoding.ASCII.GetBytes("GET /t HTTP/1.1\r\nHost: x\r\n\r\n"));
            return socket;
        }));
        await UntilAsync(() => _senders.Count == expected, "The streams have not begun.");
        return sockets;
    }

    /// <summary>Sends until each stream has a write that waits and a full queue.</summary>
    private static async Task<long[]> FloodAsync(StreamingApp app, StreamSender<string>[] senders)
    {
        var accepted = new long[senders.Length];
        var metrics = app.App.Services.GetRequiredService<StreamHost>().Metrics;
        await UntilAsync(
            () =>
            {
                var full = true;
                for (var index = 0; index < senders.Length; index++)
                {
                    while (senders[index].TrySend(Large) == SendResult.Accepted)
                    {
                        accepted[index]++;
                        full = false;
                    }
                }

                return full && metrics.Endpoints.Sum(static endpoint => endpoint.Read().PendingWrites) == senders.Length;
            },
            "The clients are not stalled.");
        return accepted;
    }

    private static async Task UntilAsync(Func<bool> condition, string otherwise)
    {
        using var watchdog = new CancellationTokenSource(Watchdog);
        while (!condition())
        {
            Assert.False(watchdog.IsCancellationRequested, otherwise);
            await Task.Delay(1);
        }
    }

    private Task<StreamingApp> StartAsync(ShutdownPolicy policy, StreamMode mode, TimeSpan? shutdownTimeout = null) => StreamingApp.StartAsync(
        mapper =>
        {
            var definition = new StreamEndpointDefinition { DisplayName = "T", Route = "/t", Mode = mode, Capacity = 16, HeartbeatSeconds = 0, WriteTimeoutSeconds = 0, OnShutdown = policy };
            var endpoint = mapper.CreateEndpoint<string>(definition);
            mapper.Map(definition, http => endpoint.PushAsync(http, async (sender, token) =>
            {
                _senders.Enqueue(sender);
                await ((Task)sender.Completion).WaitAsync(token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }));
        },
        options =>
        {
            _completions.Watch(options);
            options.DrainTime = DrainTime;
        },
        builder =>
        {
            // What the system and the server hold together is far less than a full queue, so a client that reads nothing stalls its stream for good.
            builder.WebHost.UseSockets(static sockets => sockets.CreateBoundListenSocket = static endpoint =>
            {
                var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
                socket.SendBufferSize = 8 * 1024;
                return socket;
            });
            builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(_time));
            builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = shutdownTimeout ?? ShutdownTimeout);
        });
}
