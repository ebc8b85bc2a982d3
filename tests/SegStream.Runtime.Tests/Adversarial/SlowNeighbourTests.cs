using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using SegStream.Hosting;
using SegStream.Runtime.Tests.Hosting;

namespace SegStream.Runtime.Tests.Adversarial;

/// <summary>One client that does not read costs the others nothing, also where a sender writes to the sockets of all of them on its own thread.</summary>
public sealed class SlowNeighbourTests
{
    private const int Readers = 30;
    private const int Events = 300;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(false, OverflowPolicy.DropOldest)]
    [InlineData(true, OverflowPolicy.DropOldest)]
    [InlineData(true, OverflowPolicy.Wait)]
    public async Task A_broadcast_reaches_everybody_while_one_member_does_not_read(bool inline, OverflowPolicy policy)
    {
        await using var app = await StartAsync(inline, policy);
        var registry = app.App.Services.GetRequiredService<IStreamRegistry>();
        using var stalled = await JoinAsync(app, receiveBuffer: 4_096);
        await UntilAsync(() => registry.Count == 1);
        var member = registry.List()[0];

        // Enough for the stalled member's write to hang before the others come.
        var large = new string('x', 60_000);
        for (var i = 0; i < 200; i++)
        {
            registry.Broadcast(large, "room");
        }

        var readers = new List<Task<int>>();
        for (var i = 0; i < Readers; i++)
        {
            readers.Add(ReadAsync(await JoinAsync(app)));
        }

        await UntilAsync(() => registry.Count == Readers + 1);
        for (var number = 0; number < Events; number++)
        {
            registry.Broadcast($"{number}", "room");

            // Now and then everybody is asleep, so that the broadcast itself runs the pumps.
            if (number % 20 == 0)
            {
                await Task.Yield();
            }
        }

        registry.Broadcast("end", "room");

        Assert.All(await Task.WhenAll(readers).WaitAsync(Patience), static count => Assert.Equal(Events, count));
        Assert.True(member.IsConnected, "The stalled member left; the others were not beside it.");
    }

    private static async Task<Socket> JoinAsync(StreamingApp app, int? receiveBuffer = null)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (receiveBuffer is { } size)
        {
            socket.ReceiveBufferSize = size;
        }

        await socket.ConnectAsync("127.0.0.1", app.Address.Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes("GET /room HTTP/1.1\r\nHost: x\r\n\r\n"));
        return socket;
    }

    private static async Task<int> ReadAsync(Socket socket)
    {
        using var reader = new StreamReader(new NetworkStream(socket, ownsSocket: true));
        var count = 0;
        while (await reader.ReadLineAsync() is { } line && line != "data: end")
        {
            count += line.StartsWith("data: ", StringComparison.Ordinal) ? 1 : 0;
        }

        return count;
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var watchdog = new CancellationTokenSource(Patience);
        while (!condition())
        {
            watchdog.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private static Task<StreamingApp> StartAsync(bool inline, OverflowPolicy policy) => StreamingApp.StartAsync(
        mapper =>
        {
            var definition = new StreamEndpointDefinition { DisplayName = "Room", Route = "/room", Mode = StreamMode.Sse, Overflow = policy, Capacity = 1_000, WriteTimeoutSeconds = 0, HeartbeatSeconds = 0 };
            var endpoint = mapper.CreateDetachedEndpoint(definition);
            mapper.Map(definition, http =>
            {
                var response = StreamResponse.Sse<string>();
                http.RequestServices.GetRequiredService<IStreamRegistry>().Register(http.TraceIdentifier, response.Sender, new StreamMetadata(http) { Group = "room" });
                return endpoint.ExecuteAsync(http, response);
            });
        },
        build: builder =>
        {
            if (inline)
            {
                builder.WebHost.UseSegStreamTransport();
            }
        });
}
