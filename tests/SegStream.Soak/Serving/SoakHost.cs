using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using SegStream.Hosting;
using SegStream.Soak.Books;
using SegStream.Soak.Endpoints;

namespace SegStream.Soak.Serving;

/// <summary>One server with all endpoints: HTTP/1, HTTP/2 without TLS, and both over TLS, each on a free port of the loopback interface.</summary>
internal sealed class SoakHost : IAsyncDisposable
{
    public static readonly TimeSpan WriteTimeout = TimeSpan.FromSeconds(2);

    private readonly WebApplication _app;
    private readonly StreamHost _streams;

    private SoakHost(WebApplication app, Ledger ledger)
    {
        _app = app;
        _streams = app.Services.GetRequiredService<StreamHost>();
        Ledger = ledger;
        Registry = app.Services.GetRequiredService<IStreamRegistry>();
        var addresses = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Select(static address => new Uri(address)).ToArray();
        (Plain, PlainHttp2, Tls) = (addresses[0], addresses[1], addresses[2]);
    }

    public Ledger Ledger { get; }

    public IStreamRegistry Registry { get; }

    public Uri Plain { get; }

    public Uri PlainHttp2 { get; }

    public Uri Tls { get; }

    /// <summary>Streams that run.</summary>
    public int Live => _streams.Live.Count;

    /// <summary>Streams that the timer knows.</summary>
    public int Timed => _streams.Wheel.Count;

    /// <summary>Streams that count against the limit.</summary>
    public int Counted => _streams.Gate.Counts?.Total ?? 0;

    /// <summary>What runs the streams that are open now, to see later that nothing keeps it.</summary>
    public IEnumerable<WeakReference> Runners => _streams.Metrics.Endpoints.SelectMany(static endpoint => endpoint.Streams()).Select(static stream => new WeakReference(stream));

    public IReadOnlyList<string> Routes =>
        [.. _app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Select(static endpoint => endpoint.RoutePattern.RawText!)];

    /// <param name="log">Takes the log.</param>
    /// <param name="certificate">For TLS.</param>
    /// <param name="inline">Whether the transport goes on inline.</param>
    /// <param name="maxStreams">Streams that may be open at the same time.</param>
    public static async Task<SoakHost> StartAsync(ServerLog log, X509Certificate2 certificate, bool inline, int maxStreams)
    {
        var ledger = new Ledger();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Debug);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, static listen => Patient(listen).Protocols = HttpProtocols.Http1);
            kestrel.Listen(IPAddress.Loopback, 0, static listen => Patient(listen).Protocols = HttpProtocols.Http2);
            kestrel.Listen(IPAddress.Loopback, 0, listen => Patient(listen).UseHttps(certificate).Protocols = HttpProtocols.Http1AndHttp2);
        });
        builder.WebHost.UseKestrelHttpsConfiguration();
        if (inline)
        {
            builder.WebHost.UseSegStreamTransport();
        }

        builder.Services.AddSegStream(options =>
        {
            options.WriteTimeout = WriteTimeout;
            options.Heartbeat = TimeSpan.FromMilliseconds(100);
            options.Capacity = 128;
            options.MaxStreams = maxStreams;

            // Eight users, each with a fair share of the streams and a little more.
            options.MaxStreamsPerClient = (maxStreams / 8) + 1;
            options.ClientKey = static http => UserOf(http.Request.Query["id"]!);
        });
        builder.Services.ConfigureHttpJsonOptions(static json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, SoakJson.Default));
        builder.Services.AddScoped(static _ => StreamRecord.Current ?? throw new InvalidOperationException("The request has no record."));
        var app = builder.Build();
        app.Use((http, next) => ServeAsync(ledger, http, next));
        app.MapSegStream();
        await app.StartAsync();
        return new SoakHost(app, ledger);
    }

    /// <summary>Stops as a host does that is told to.</summary>
    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    /// <summary>The clients of one host in the last round are even or odd, so two neighbours are one user.</summary>
    private static string UserOf(string id) => (int.Parse(id.AsSpan(0, id.IndexOf('-')), CultureInfo.InvariantCulture) / 2 % 8).ToString(CultureInfo.InvariantCulture);

    private static ListenOptions Patient(ListenOptions listen)
    {
        listen.Use(static (connection, next) =>
        {
            PatientSockets.Prepare(connection.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket);
            return next(connection);
        });
        return listen;
    }

    /// <summary>The request says which record is its own.</summary>
    private static async Task ServeAsync(Ledger ledger, HttpContext http, RequestDelegate next)
    {
        ledger.BeginServing();
        try
        {
            if (!ledger.TryFind(http.Request.Query["id"], out var record))
            {
                http.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
            }

            StreamRecord.Current = record;
            record!.Open();
            http.OnStreamCompleted(end => record.CallBack(end.Completion));
            try
            {
                await next(http);
            }
            finally
            {
                record.IsServed = true;
            }
        }
        finally
        {
            ledger.EndServing();
        }
    }
}
