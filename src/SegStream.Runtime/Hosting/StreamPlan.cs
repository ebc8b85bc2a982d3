using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;
using SegStream.Diagnostics;
using SegStream.Framing;
using SegStream.Sending;

namespace SegStream.Hosting;

/// <summary>How one response will be streamed: everything that is known before its first event.</summary>
internal sealed record StreamPlan<T>(StreamHost Host, string DisplayName, StreamSettings Settings, FrameFormatter<T> Formatter, bool HasHeartbeat) : IStreamOrigin
{
    string IStreamOrigin.Endpoint => DisplayName;

    StreamMode IStreamOrigin.Mode => Formatter.Mode;

    /// <summary>The route pattern of the endpoint, where it has one.</summary>
    public string? Route { get; init; }

    /// <summary>The server's id of the connection.</summary>
    public string? ConnectionId { get; init; }

    /// <inheritdoc />
    public void ProducerFailed(Exception failure) => StreamLog.FailedAfterEnd(Host.Logger, DisplayName, failure);

    void IStreamOrigin.CallbackStarted() => Host.Callbacks.Started();

    void IStreamOrigin.CallbackEnded(Exception? failure) => Host.CallbackEnded(DisplayName, failure);
}

/// <summary>Makes plans.</summary>
internal static class StreamPlan
{
    /// <summary>The name of what streams without an endpoint. The path is no name: it comes from the client, and names become tags of metrics and stand in logs.</summary>
    private const string UnnamedEndpoint = "(no endpoint)";

    /// <summary>The plan for a request, or <see langword="null"/> when the client accepts no format that the endpoint offers: then it is to be refused.</summary>
    public static StreamPlan<T>? Negotiate<T>(HttpContext http, StreamHost host, string displayName, StreamSettings settings, FrameFormatKey key)
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

        return Create(http, host, displayName, settings, host.Formatter<T>(key));
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

    private static StreamPlan<T> Create<T>(HttpContext http, StreamHost host, string displayName, StreamSettings settings, FrameFormatter<T> formatter)
    {
        using var probe = new FrameBuffer();
        return new StreamPlan<T>(host, displayName, settings, formatter, formatter.TryWriteHeartbeat(probe) && settings.Heartbeat is not null)
        {
            Route = RouteOf(http),
            ConnectionId = ConnectionOf(http),
        };
    }
}
