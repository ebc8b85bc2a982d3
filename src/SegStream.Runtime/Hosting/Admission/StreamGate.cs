using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using SegStream.Delivery;
using SegStream.Diagnostics;

namespace SegStream.Hosting;

/// <summary>Decides for each request whether a stream may be opened, before anything of the application is called for it.</summary>
internal sealed class StreamGate
{
    private readonly StreamHost _host;
    private readonly SegStreamOptions _options;

    public StreamGate(StreamHost host)
    {
        _host = host;
        _options = host.Options;
        if (_options.MaxStreams is not null || _options.MaxStreamsPerClient is not null)
        {
            Counts = new StreamCounts(_options.MaxStreams ?? int.MaxValue, _options.MaxStreamsPerClient ?? int.MaxValue);
        }
    }

    /// <summary>The streams that are open, or <see langword="null"/> when there is no limit.</summary>
    public StreamCounts? Counts { get; }

    /// <summary>Whether there is anything to decide.</summary>
    public bool IsGuarded => Counts is not null;

    /// <summary>Puts the gate before an endpoint.</summary>
    public RequestDelegate Guard(StreamEndpointDefinition definition, RequestDelegate handler) => http =>
        _host.Shutdown.HasBegun ? RefuseWhileStoppingAsync(http, definition)
        : Counts is null ? handler(http)
        : AdmitAsync(http, definition, handler);

    private async Task AdmitAsync(HttpContext http, StreamEndpointDefinition definition, RequestDelegate handler)
    {
        if (!TryEnter(http, out var client, out var refusal))
        {
            await RefuseAsync(http, definition.DisplayName, definition.Mode, refusal).ConfigureAwait(false);
            return;
        }

        try
        {
            await handler(http).ConfigureAwait(false);
        }
        finally
        {
            Leave(client);
        }
    }

    /// <summary>Counts the stream of a request; to be given back by <see cref="Leave"/>.</summary>
    public bool TryEnter(HttpContext http, out StreamClient? client, out AdmissionResult refusal)
    {
        client = null;
        refusal = AdmissionResult.Admitted;
        if (Counts is { } counts)
        {
            client = _options.MaxStreamsPerClient is null ? null : StreamClient.Of(http, _options.ClientKey);
            refusal = counts.TryEnter(client);
        }

        return refusal == AdmissionResult.Admitted;
    }

    public void Leave(StreamClient? client) => Counts?.Leave(client);

    /// <summary>
    /// Sends a client that comes while the host stops to another one. An <c>EventSource</c> never comes back after an error, so it gets a stream that is over at once.
    /// </summary>
    public Task RefuseWhileStoppingAsync(HttpContext http, StreamEndpointDefinition definition)
    {
        _host.Metrics.Refused(definition.DisplayName, definition.Mode, MetricTags.HostStopping);
        StreamLog.RefusedWhileStopping(_host.Logger, definition.DisplayName);
        if (definition.Mode != StreamMode.Sse)
        {
            http.Response.Headers[HeaderNames.RetryAfter] = Math.Ceiling(ComeBack.After().TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return ProblemAnswer.WriteAsync(http, StatusCodes.Status503ServiceUnavailable, "The server is stopping. Try again in a moment.");
        }

        new HeadOnlyOutput(http, new ResponseHead(StreamMode.Sse, "text/event-stream", heartbeat: null)).Start();
        return http.Response.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"retry: {(int)ComeBack.After().TotalMilliseconds}\n\n"));
    }

    /// <summary>
    /// Answers a request for which there is no room. A host that is full is unavailable, for everyone, and another node may not be (RFC 9110, section 15.6.4); a client that has
    /// too many streams has to close one first, wherever it asks (RFC 6585, section 4).
    /// </summary>
    public Task RefuseAsync(HttpContext http, string displayName, StreamMode mode, AdmissionResult refusal)
    {
        var (status, detail) = refusal == AdmissionResult.HostIsFull
            ? (StatusCodes.Status503ServiceUnavailable, "There are too many open streams. Try again later.")
            : (StatusCodes.Status429TooManyRequests, "This client has too many open streams. Close one, or try again later.");
        _host.Metrics.Refused(displayName, mode, refusal == AdmissionResult.HostIsFull ? MetricTags.HostFull : MetricTags.ClientFull);
        StreamLog.NotAdmitted(_host.Logger, displayName, status, refusal);
        http.Response.Headers[HeaderNames.RetryAfter] = Math.Ceiling(_options.RetryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return ProblemAnswer.WriteAsync(http, status, detail);
    }
}
