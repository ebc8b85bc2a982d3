using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.AspNetCore.Mvc;
using SegStream.Benchmarks.Sse;

namespace SegStream.Benchmarks.Broadcast;

/// <summary>The server's side: who listens, and a series of broadcasts on demand.</summary>
internal static class BroadcastServer
{
    /// <summary>Where a server tells how many listen.</summary>
    public const string MembersPath = "/control/members";

    private const string Group = "room";
    private const int Capacity = 1024;

    /// <summary>The path that makes a server broadcast.</summary>
    /// <param name="events">How many events.</param>
    /// <param name="pauseMicroseconds">The time between two; 0 for none.</param>
    public static string PathFor(int events, int pauseMicroseconds) => $"/control/broadcast?events={events}&pause={pauseMicroseconds}";

    public static void Map(WebApplication app, BroadcastVariant variant)
    {
        if (variant == BroadcastVariant.TypedResults)
        {
            MapChannels(app);
        }
        else
        {
            MapSegStream(app, variant == BroadcastVariant.Queues);
        }
    }

    private static void MapChannels(WebApplication app)
    {
        var channels = new ConcurrentDictionary<Channel<ImportProgress>, bool>();

        // A list that is made once is the fastest that one can do by hand.
        var all = new Lazy<Channel<ImportProgress>[]>(() => [.. channels.Keys]);
        app.MapGet("/broadcast", (CancellationToken cancellationToken) =>
        {
            var channel = Channel.CreateBounded<ImportProgress>(new BoundedChannelOptions(Capacity) { SingleReader = true });
            channels[channel] = true;
            return TypedResults.ServerSentEvents(channel.Reader.ReadAllAsync(cancellationToken));
        });
        MapControl(app, () => channels.Count, progress =>
        {
            foreach (var channel in all.Value)
            {
                if (!channel.Writer.TryWrite(progress))
                {
                    throw new InvalidOperationException("A channel is full; the figures would tell of fewer events.");
                }
            }
        });
    }

    private static void MapSegStream(WebApplication app, bool queues)
    {
        var registry = app.Services.GetRequiredService<IStreamRegistry>();
        app.MapGet("/broadcast", (HttpContext http) =>
        {
            var response = StreamResponse.Sse<ImportProgress>();
            registry.Register(http.Connection.Id, response.Sender, new StreamMetadata { Group = Group });
            return response;
        });
        var senders = new Lazy<StreamSender<ImportProgress>[]>(() => [.. registry.List().Select(each => registry.TryGetSender<ImportProgress>(each.ConnectionId, out var sender) ? sender : throw new InvalidOperationException("A stream is gone."))]);
        MapControl(app, () => registry.Count, progress =>
        {
            if (!queues)
            {
                registry.Broadcast(progress, Group);
                return;
            }

            foreach (var sender in senders.Value)
            {
                sender.TrySend(progress);
            }
        });
    }

    private static void MapControl(WebApplication app, Func<int> members, Action<ImportProgress> broadcast)
    {
        app.MapGet(MembersPath, () => TypedResults.Text(members().ToString(System.Globalization.CultureInfo.InvariantCulture)));
        app.MapGet("/control/broadcast", ([FromQuery] int events, [FromQuery] int pause) => TypedResults.Json(Run(events, pause, broadcast), BroadcastJson.Default.BroadcastRun));
    }

    private static BroadcastRun Run(int events, int pauseMicroseconds, Action<ImportProgress> broadcast)
    {
        var calls = new long[events];
        var started = Stopwatch.GetTimestamp();
        for (var done = 1; done <= events; done++)
        {
            var before = Stopwatch.GetTimestamp();
            broadcast(new ImportProgress(done, events, "orders.csv"));
            calls[done - 1] = Stopwatch.GetTimestamp() - before;
            if (pauseMicroseconds > 0)
            {
                Thread.Sleep(TimeSpan.FromMicroseconds(pauseMicroseconds));
            }
        }

        var mean = Microseconds(calls.Average());
        Array.Sort(calls);
        return new BroadcastRun(started, mean, Microseconds(calls[events / 2]));
    }

    private static double Microseconds(double ticks) => ticks * 1e6 / Stopwatch.Frequency;
}
