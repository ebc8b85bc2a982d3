using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace SegStream.Soak.Stopping;

/// <summary>Measures how long a host takes to stop that has open streams: with ASP.NET Core's own Server-Sent Events, and with SegStream.</summary>
internal static class StopMeasure
{
    /// <summary>What a host with open streams may take.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    /// <summary>Shorter than the default of 30 s, because the host without SegStream takes all of it.</summary>
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Measures both and writes what came out.</summary>
    /// <returns>Whether the host with SegStream has stopped in time and all its clients have got their end.</returns>
    public static async Task<bool> RunAsync(int streams, TextWriter output)
    {
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{streams:N0} open streams; ShutdownTimeout is {ShutdownTimeout.TotalSeconds:0} s."));
        var plain = await MeasureAsync(streams, static (app, path) => app.MapGet(path, static (CancellationToken token) => TypedResults.ServerSentEvents(WaitAsync(token))));
        await WriteAsync("TypedResults.ServerSentEvents", plain);
        var own = await MeasureAsync(streams, MapOwn);
        await WriteAsync("SegStream, OnShutdown = Drain", own);
        return own.Duration < Limit && own.Ended == streams;

        Task WriteAsync(string what, StopResult result) => output.WriteLineAsync(
            string.Create(CultureInfo.InvariantCulture, $"{what,-30} stopped in {result.Duration.TotalSeconds,6:0.00} s; {result.Ended} streams came to their end, {result.Broken} were broken off."));
    }

    /// <summary>SegStream alone.</summary>
    public static Task<StopResult> MeasureOwnAsync(int streams) => MeasureAsync(streams, MapOwn);

    private static void MapOwn(WebApplication app, string path) => app.MapGet(path, static (CancellationToken token) => StreamResponse.SseFrom(WaitAsync(token)));

    private static async Task<StopResult> MeasureAsync(int streams, Action<WebApplication, string> map)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.Configure<HostOptions>(static options => options.ShutdownTimeout = ShutdownTimeout);
        builder.Services.AddSegStream();
        await using var app = builder.Build();
        map(app, "/events");
        await app.StartAsync();
        var address = new Uri(new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()), "/events");
        WaitingClient[] clients = [.. Enumerable.Range(0, streams).Select(static _ => new WaitingClient())];
        await Task.WhenAll(clients.Select(client => client.OpenAsync(address)));
        Task<bool>[] ends = [.. clients.Select(static client => client.WaitForEndAsync())];

        var started = Stopwatch.GetTimestamp();
        await app.StopAsync();
        var duration = Stopwatch.GetElapsedTime(started);

        var ended = (await Task.WhenAll(ends)).Count(static end => end);
        Array.ForEach(clients, static client => client.Dispose());
        return new StopResult(duration, ended, streams - ended);
    }

    private static async IAsyncEnumerable<string> WaitAsync([EnumeratorCancellation] CancellationToken token)
    {
        yield return "hello";
        await Task.Delay(Timeout.Infinite, token);
    }
}
