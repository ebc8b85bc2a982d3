using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;
using SegStream.Delivery;
using SegStream.Diagnostics;
using SegStream.Framing;

namespace SegStream.Hosting;

/// <summary>How the responses of one endpoint and format are streamed: nothing of it belongs to one request, so that it is made once and shared.</summary>
internal sealed class StreamPlan<T>
{
    private readonly FrameFormatter<T> _formatter;
    private readonly bool _hasHeartbeat;
    private PumpSetup<T>? _pump;

    public StreamPlan(StreamHost host, string displayName, StreamSettings settings, FrameFormatKey key)
    {
        _formatter = host.Formatter<T>(key);
        _hasHeartbeat = settings.Heartbeat is not null && CanBeat(_formatter);
        Host = host;
        DisplayName = displayName;
        Settings = settings;
        Key = key;
        Head = new ResponseHead(_formatter.Mode, _formatter.ContentType, _hasHeartbeat ? settings.Heartbeat : null, settings.Frames.Compression);
    }

    public StreamHost Host { get; }

    public string DisplayName { get; }

    public StreamSettings Settings { get; }

    /// <summary>The format.</summary>
    public FrameFormatKey Key { get; }

    public ResponseHead Head { get; }

    /// <summary>Made for the first stream that runs: an endpoint that has refused everybody has no books yet.</summary>
    public PumpSetup<T> Pump => Volatile.Read(ref _pump) ?? MakePump();

    public StreamMode Mode => Head.Mode;

    /// <summary>Where the stream of a request comes from. Made when somebody is told, which for most streams is never before their end.</summary>
    public StreamOrigin Origin(HttpContext http) => new(Host, DisplayName, StreamPlan.RouteOf(http), StreamPlan.ConnectionOf(http), Mode);

    /// <summary>What a producer threw when nobody was left to be told of it.</summary>
    public void ProducerFailed(Exception failure) => StreamLog.FailedAfterEnd(Host.Logger, DisplayName, failure);

    private PumpSetup<T> MakePump()
    {
        var made = new PumpSetup<T>(_formatter, Host.Wheel, Settings.PumpLimits(_hasHeartbeat), Settings.Lag, Host.Describing)
        {
            Pace = Settings.Frames.For(Mode).Pace(Host.PaceWheel),
            OnShutdown = Settings.OnShutdown,
            ProducerFailed = ProducerFailed,
            Metrics = Host.Metrics.Of(DisplayName, Mode),
        };
        return Interlocked.CompareExchange(ref _pump, made, null) ?? made;
    }

    private static bool CanBeat(FrameFormatter<T> formatter)
    {
        using var probe = new FrameBuffer();
        return formatter.TryWriteHeartbeat(probe);
    }
}

/// <summary>Makes plans.</summary>
internal static class StreamPlan
{
    /// <summary>The name of what streams without an endpoint. The path is no name: it comes from the client, and names become tags of metrics and stand in logs.</summary>
    private const string UnnamedEndpoint = "(no endpoint)";

    /// <summary>The plan for a request, or <see langword="null"/> when the client accepts no format that the endpoint offers: then it is to be refused.</summary>
    public static StreamPlan<T>? Negotiate<T>(HttpContext http, StreamHost host, string displayName, StreamSettings settings, FrameFormatKey key, StreamPlans? plans)
    {
        if (key.Mode == StreamMode.Json)
        {
            var format = JsonFormatNegotiation.Choose(http.Request, key.Format);
            if (format == JsonStreamFormats.None)
            {
                return null;
            }

            key = key with { Format = format };
        }

        return plans is null ? new StreamPlan<T>(host, displayName, settings, key) : plans.Get<T>(host, displayName, settings, key);
    }

    /// <summary>The route pattern of the endpoint that a request has come to.</summary>
    public static string? RouteOf(HttpContext http) => (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;

    /// <summary>The connection of a request. The feature has the string already; <see cref="HttpContext.Connection"/> would make an object for it.</summary>
    public static string? ConnectionOf(HttpContext http) => http.Features.Get<IHttpConnectionFeature>()?.ConnectionId;

    /// <summary>Answers a client that accepts none of the formats (RFC 9110, section 15.5.7).</summary>
    public static Task RefuseAsync(HttpContext http, JsonStreamFormats allowed)
    {
        HostOf(http)?.Metrics.Refused(NameOf(http), StreamMode.Json, MetricTags.NotAcceptable);
        http.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        return ProblemAnswer.WriteAsync(
            http,
            StatusCodes.Status406NotAcceptable,
            $"The stream is offered as {string.Join(", ", JsonFormatNegotiation.MediaTypesOf(allowed))}; the request accepts none of these.");
    }

    /// <summary>The name of the endpoint that answers a request, for logs, metrics and messages.</summary>
    public static string NameOf(HttpContext http) =>
        http.GetEndpoint() is not { } endpoint ? UnnamedEndpoint
        : endpoint.Metadata.GetMetadata<StreamEndpointDefinition>()?.DisplayName ?? endpoint.DisplayName ?? UnnamedEndpoint;

    /// <summary>What the endpoint of a request has been mapped with; null for endpoints that are not SegStream's.</summary>
    public static StreamEndpointSetup? SetupOf(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<StreamEndpointSetup>();

    /// <summary>The host of a request's streams, or null when the services are missing.</summary>
    public static StreamHost? HostOf(HttpContext http) => SetupOf(http)?.Host ?? http.RequestServices.GetService<StreamHost>();
}
