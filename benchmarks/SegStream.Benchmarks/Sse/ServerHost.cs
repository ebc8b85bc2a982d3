using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using SegStream.Benchmarks.Broadcast;
using SegStream.Benchmarks.Heartbeats;
using SegStream.Benchmarks.Idle;
using SegStream.Benchmarks.Latency;
using SegStream.Benchmarks.Modes;
using SegStream.Benchmarks.Processes;
using SegStream.Benchmarks.Sse.Peers;

namespace SegStream.Benchmarks.Sse;

/// <summary>The server process: Kestrel as the template sets it up, on a free port of the loopback address.</summary>
internal static class ServerHost
{
    public const string Command = "server-process";

    public static async Task<int> RunAsync(string variant)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        if (LatencyVariant.Find(variant) is { Transport: true } || BroadcastVariant.Find(variant) is { Transport: true })
        {
            builder.WebHost.UseSegStreamTransport();
        }

        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, BenchmarkJson.Default));

        // A server that is to show what Kestrel or a peer keeps must hold nothing of SegStream, not even its middleware.
        if (IdleVariant.Find(variant) is not { IsPeer: true })
        {
            builder.Services.AddSegStream(options =>
            {
                options.GeneratedFormatters = variant != SseVariant.PushBySerializer.Name;

                // The clients of the broadcast count frames, and their streams stay open between the rounds.
                options.Heartbeat = BroadcastVariant.Find(variant) is null ? options.Heartbeat : null;
            });
        }

        await using var app = builder.Build();
        MapVariant(app, variant);
        app.MapGet(ServerProcess.UsagePath, () => TypedResults.Json(ResourceUsage.OfThisProcess()));
        app.MapPost(ServerProcess.CollectPath, () =>
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        });
        app.MapGet(ServerProcess.HeapPath, HeapSize.Measure);
        await app.StartAsync();

        var address = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single();
        Console.Out.WriteLine(new Uri(address).Port);
        Console.Out.Flush();
        await Console.In.ReadToEndAsync();
        await app.StopAsync();
        return 0;
    }

    private static void MapVariant(WebApplication app, string variant)
    {
        var path = "/" + variant;
        if (variant == SseVariant.TypedResults.Name)
        {
            app.MapGet(path, TypedResultsPeer.Stream);
        }
        else if (variant == SseVariant.ReadyFrames.Name)
        {
            app.MapGet(path, ReadyFramesPeer.StreamAsync);
        }
        else if (variant == SseVariant.Formatter.Name || variant == SseVariant.CoalescingFormatter.Name)
        {
            var coalesce = variant == SseVariant.CoalescingFormatter.Name;
            app.MapGet(path, (HttpContext http, int count) => SseFormatterPeer.StreamAsync(http, count, coalesce));
        }
        else if (BroadcastVariant.Find(variant) is { } broadcast)
        {
            BroadcastServer.Map(app, broadcast);
        }
        else if (LatencyVariant.Find(variant) is not null)
        {
            LatencyVariant.Map(app);
        }
        else if (IdleVariant.Find(variant) is { } idle)
        {
            idle.Map(app);
        }
        else if (HeartbeatVariant.Find(variant) is not null)
        {
            HeartbeatVariant.Map(app);
        }
        else if (ModesVariant.Find(variant) is not null)
        {
            ModesVariant.Map(app);
        }
        else
        {
            app.MapSegStream();
        }
    }
}
