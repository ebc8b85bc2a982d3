using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SegStream.Hosting;
using SegStream.Runtime.Tests.Hosting;

namespace SegStream.Runtime.Tests.Lifetime;

/// <summary>
/// Clients that are gone without a word. What the operating system does about them takes the time it takes; the watchdog is far below what it would take without SegStream's doing, a quarter of
/// an hour and more. Clients that fall silent exist on Linux only; elsewhere these tests have nothing to try.
/// </summary>
public sealed class LostClientTests
{
    private static readonly TimeSpan Watchdog = TimeSpan.FromSeconds(60);

    private readonly CompletionRecorder _completions = new();
    private readonly TaskCompletionSource _returned = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<Socket> _socket = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task A_client_that_is_gone_without_a_word_is_found_and_the_method_is_told()
    {
        if (OperatingSystem.IsLinux())
        {
            // Beside each other: each takes the time that the system takes.
            await Task.WhenAll(
                new LostClientTests().LoseClientAsync(StreamMode.Sse, lingering: false),
                new LostClientTests().LoseClientAsync(StreamMode.Text, lingering: false),
                new LostClientTests().LoseClientAsync(StreamMode.Sse, lingering: true));
        }
    }

    private async Task LoseClientAsync(StreamMode mode, bool lingering)
    {
        await using var app = await StartAsync(mode, writeTimeout: 0.2, lingering: lingering, grace: TimeSpan.FromSeconds(1));
        using var socket = await app.ConnectAsync();
        await socket.SendAsync("GET /t HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray());
        Assert.True(await socket.ReceiveAsync(new byte[4096]) > 0);
        if (lingering)
        {
            await _completions.AllAsync(1, Watchdog);
        }

        socket.FallSilent();

        await _returned.Task.WaitAsync(Watchdog);
        var end = Assert.Single(await _completions.AllAsync(1, Watchdog));
        Assert.Equal(lingering ? CompletionReason.Completed : CompletionReason.ClientAborted, end.Reason);
    }

    [Fact]
    public async Task The_socket_of_a_stream_is_prepared_for_the_write_timeout()
    {
        await using var app = await StartAsync(StreamMode.Sse, writeTimeout: 30);
        using var response = await app.OpenAsync("/t");

        Assert.Equal((1, 30, 10, 3, 60_000), Options(await _socket.Task.WaitAsync(Watchdog)));
    }

    [Fact]
    public async Task The_system_leaves_a_short_write_timeout_time_to_come_first()
    {
        await using var app = await StartAsync(StreamMode.Sse, writeTimeout: 0.2);
        using var response = await app.OpenAsync("/t");

        Assert.Equal((1, 1, 1, 3, 10_200), Options(await _socket.Task.WaitAsync(Watchdog)));
    }

    [Fact]
    public async Task A_connection_is_prepared_for_the_most_patient_of_its_streams()
    {
        await using var app = await StartAsync(StreamMode.Sse, writeTimeout: 30, protocols: HttpProtocols.Http2);
        using var first = await Http2Async(app, "/t");
        var socket = await _socket.Task.WaitAsync(Watchdog);
        using var patient = await Http2Async(app, "/patient");
        Assert.Equal((1, 100, 34, 3, 200_000), Options(socket));
        using var second = await Http2Async(app, "/t");
        Assert.Equal((1, 100, 34, 3, 200_000), Options(socket));
    }

    [Fact]
    public async Task Without_a_write_timeout_only_idle_connections_are_looked_after()
    {
        await using var app = await StartAsync(StreamMode.Sse, writeTimeout: 0);
        using var response = await app.OpenAsync("/t");

        Assert.Equal((1, 60, 20, 3, 0), Options(await _socket.Task.WaitAsync(Watchdog)));
    }

    [Fact]
    public async Task The_sockets_are_left_alone_if_so_chosen()
    {
        await using var app = await StartAsync(StreamMode.Sse, writeTimeout: 30, find: false);
        using var response = await app.OpenAsync("/t");
        var options = Options(await _socket.Task.WaitAsync(Watchdog));

        Assert.Equal((0, 0), (options.KeepAlive, options.UserTimeout));
    }

    [Fact]
    public void The_transport_asks_http2_clients_for_a_sign_of_life_unless_the_application_has_chosen()
    {
        Assert.Equal(TimeSpan.FromSeconds(30), Limits(static _ => { }).KeepAlivePingDelay);
        Assert.Equal(TimeSpan.FromSeconds(7), Limits(static host => host.ConfigureKestrel(static kestrel => kestrel.Limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(7))).KeepAlivePingDelay);

        static Http2Limits Limits(Action<IWebHostBuilder> configure)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.UseSegStreamTransport();
            configure(builder.WebHost);
            using var app = builder.Build();
            return app.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits.Http2;
        }
    }

    private static (int KeepAlive, int Idle, int Interval, int Probes, int UserTimeout) Options(Socket socket)
    {
        Span<byte> userTimeout = stackalloc byte[sizeof(int)];
        if (OperatingSystem.IsLinux())
        {
            socket.GetRawSocketOption(optionLevel: 6, LostClients.UserTimeout, userTimeout);
        }

        return (
            (int)socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive)!,
            (int)socket.GetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime)!,
            (int)socket.GetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval)!,
            (int)socket.GetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount)!,
            BitConverter.ToInt32(userTimeout));
    }

    private static async Task<HttpResponseMessage> Http2Async(StreamingApp app, string path) => await app.Client.SendAsync(
        new HttpRequestMessage(HttpMethod.Get, path) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact },
        HttpCompletionOption.ResponseHeadersRead).WaitAsync(Watchdog);

    private Task<StreamingApp> StartAsync(StreamMode mode, double writeTimeout, bool lingering = false, bool find = true, TimeSpan? grace = null, HttpProtocols protocols = HttpProtocols.Http1) => StreamingApp.StartAsync(
        mapper =>
        {
            Map(mapper, "/t", mode, writeTimeout, lingering);
            Map(mapper, "/patient", mode, 100, lingering);
        },
        options =>
        {
            _completions.Watch(options);
            options.FindLostClients = find;
            options.LostClientGrace = grace ?? options.LostClientGrace;
        },
        builder => builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(listen => listen.Protocols = protocols)));

    private void Map(StreamEndpointMapper mapper, string route, StreamMode mode, double writeTimeout, bool lingering)
    {
        var definition = new StreamEndpointDefinition { DisplayName = "T", Route = route, Mode = mode, HeartbeatSeconds = 0.1, WriteTimeoutSeconds = writeTimeout };
        var endpoint = mapper.CreateEndpoint<string>(definition);
        mapper.Map(definition, http => endpoint.PushAsync(http, async (sender, token) =>
        {
            _socket.TrySetResult(http.Features.Get<IConnectionSocketFeature>()!.Socket);
            sender.TrySend("first");
            if (lingering)
            {
                sender.EndStream();
            }

            try
            {
                await Task.Delay(Timeout.Infinite, token);
            }
            finally
            {
                _returned.TrySetResult();
            }
        }));
    }
}
