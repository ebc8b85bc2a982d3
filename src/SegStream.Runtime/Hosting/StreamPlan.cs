using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using SegStream.Framing;

namespace SegStream.Hosting;

/// <summary>How one response will be streamed: everything that is known before its first event.</summary>
internal sealed record StreamPlan<T>(StreamHost Host, string DisplayName, StreamSettings Settings, FrameFormatter<T> Formatter, bool HasHeartbeat);

/// <summary>Makes plans.</summary>
internal static class StreamPlan
{
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

        return Create(host, displayName, settings, host.Formatter<T>(key));
    }

    /// <summary>Answers a client that accepts none of the formats (RFC 9110, section 15.5.7).</summary>
    public static Task RefuseAsync(HttpContext http, JsonStreamFormats allowed)
    {
        http.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        return ProblemAnswer.WriteAsync(
            http,
            StatusCodes.Status406NotAcceptable,
            $"The stream is offered as {string.Join(", ", JsonFormatNegotiation.MediaTypesOf(allowed))}; the request accepts none of these.");
    }

    private static StreamPlan<T> Create<T>(StreamHost host, string displayName, StreamSettings settings, FrameFormatter<T> formatter)
    {
        using var probe = new FrameBuffer();
        return new StreamPlan<T>(host, displayName, settings, formatter, formatter.TryWriteHeartbeat(probe) && settings.Heartbeat is not null);
    }
}
