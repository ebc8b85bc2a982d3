using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SegStream.Hosting;

namespace SegStream.Runtime.Tests.Hosting;

/// <summary>Clients that vanish at any moment must leave nothing behind.</summary>
[Collection(MeasuredAlone.Name)]
public sealed class ManyStreamsTests
{
    private const int Batch = 500;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly ConcurrentQueue<WeakReference> _senders = new();
    private int _producing;

    [Fact]
    public async Task Ten_thousand_streams_opened_and_dropped_leave_no_stream_task_or_memory_behind()
    {
        await using var app = await StartAsync();
        var host = app.App.Services.GetRequiredService<StreamHost>();
        var registry = app.App.Services.GetRequiredService<IStreamRegistry>();
        await OpenAndDropAsync(app, Batch * 2);
        await SettleAsync(host, registry);
        var before = Collected();

        await OpenAndDropAsync(app, 10_000 - (Batch * 2));
        await SettleAsync(host, registry);

        Assert.Equal(10_000, _senders.Count);
        Assert.Equal(0, host.Live.Count);
        Assert.Equal(0, host.Wheel.Count);
        Assert.Equal(0, registry.Count);
        Assert.Equal(0, Volatile.Read(ref _producing));

        // Nine thousand more streams; what stays is Kestrel's and the pools' business and does not grow with their number.
        var growth = Collected() - before;
        Assert.InRange(growth, long.MinValue, 9_000 * 300);
        Assert.InRange(_senders.Count(sender => sender.IsAlive), 0, 50);
    }

    [Fact]
    public async Task A_slow_client_does_not_hold_up_another_one()
    {
        await using var app = await StreamingApp.StartAsync(mapper =>
        {
            var definition = new StreamEndpointDefinition { DisplayName = "T", Route = "/flood", Mode = StreamMode.Text };
            var endpoint = mapper.CreateEndpoint<string>(definition);
            mapper.Map(definition, http => endpoint.PushAsync(http, async (sender, token) =>
            {
                var line = new string('x', 1_000);
                for (var i = 0; i < 20_000; i++)
                {
                    if (!await sender.SendAsync(line, token))
                    {
                        return;
                    }
                }

                sender.EndStream();
            }));
        });
        var stalled = new List<Socket>();
        for (var i = 0; i < 20; i++)
        {
            var socket = await app.ConnectAsync();
            await socket.SendAsync(Encoding.ASCII.GetBytes("GET /flood HTTP/1.1\r\nHost: x\r\n\r\n"));
            stalled.Add(socket);
        }

        var body = await app.Client.GetStringAsync("/flood").WaitAsync(Patience);

        Assert.Equal(20_000 * 1_001, body.Length);
        stalled.ForEach(socket => socket.Dispose());
    }

    private Task<StreamingApp> StartAsync() => StreamingApp.StartAsync(
        mapper =>
        {
            var definition = new StreamEndpointDefinition { DisplayName = "Push", Route = "/push", Mode = StreamMode.Sse };
            var endpoint = mapper.CreateEndpoint<string>(definition);
            mapper.Map(definition, http => endpoint.PushAsync(http, ProduceAsync));
        },
        build: builder => builder.Logging.SetMinimumLevel(LogLevel.Critical),
        use: app => app.MapGet("/room", Join));

    private async Task ProduceAsync(StreamSender<string> sender, CancellationToken token)
    {
        _senders.Enqueue(new WeakReference(sender));
        Interlocked.Increment(ref _producing);
        try
        {
            for (var i = 0; await sender.SendAsync($"event {i}", token); i++)
            {
                await Task.Delay(i < 3 ? TimeSpan.Zero : TimeSpan.FromMilliseconds(50), token);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _producing);
        }
    }

    private IResult Join(IStreamRegistry registry, HttpContext http)
    {
        var response = StreamResponse.Sse<string>();
        _senders.Enqueue(new WeakReference(response.Sender));
        registry.Register(Guid.NewGuid().ToString(), response.Sender, new StreamMetadata(http) { Group = "room" });
        registry.Broadcast("joined", "room");
        return response;
    }

    private static async Task OpenAndDropAsync(StreamingApp app, int count)
    {
        for (var opened = 0; opened < count; opened += Batch)
        {
            var sockets = new List<Socket>(Batch);
            for (var i = 0; i < Batch; i++)
            {
                var socket = await app.ConnectAsync();
                sockets.Add(socket);
                var path = i % 2 == 0 ? "/push" : "/room";
                await socket.SendAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n"));
            }

            var head = new byte[4096];
            for (var i = 0; i < Batch; i++)
            {
                Assert.True(await sockets[i].ReceiveAsync(head) > 0);

                // Every third with a reset instead of an orderly end.
                if (i % 3 == 0)
                {
                    sockets[i].LingerState = new LingerOption(true, 0);
                }

                sockets[i].Dispose();
            }
        }
    }

    private async Task SettleAsync(StreamHost host, IStreamRegistry registry)
    {
        using var watchdog = new CancellationTokenSource(Patience);
        while (host.Live.Count > 0 || registry.Count > 0 || Volatile.Read(ref _producing) > 0)
        {
            watchdog.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long Collected()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
