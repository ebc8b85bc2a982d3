using System.Globalization;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using SegStream.Delivery;

namespace SegStream.Hosting;

/// <summary>A pump's bytes as the body of an HTTP response.</summary>
internal sealed class ResponseOutput(HttpContext http, StreamMode mode, string contentType, TimeSpan? heartbeat) : IStreamOutput
{
    public bool IsConnected => !http.RequestAborted.IsCancellationRequested;

    public PipeWriter Start()
    {
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        var response = http.Response;
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentLength = null;
        response.ContentType = contentType;

        // no-transform keeps intermediaries from buffering the stream to compress it; the second header says the same to nginx.
        response.Headers[HeaderNames.CacheControl] = "no-cache, no-transform";
        response.Headers["X-Accel-Buffering"] = "no";
        if (mode == StreamMode.Json)
        {
            response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        }

        if (heartbeat is { } interval)
        {
            response.Headers["SegStream-Heartbeat"] = ((long)Math.Ceiling(interval.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        return response.BodyWriter;
    }

    public async ValueTask<FlushResult> FlushHeadAsync()
    {
        await http.Response.Body.FlushAsync(http.RequestAborted).ConfigureAwait(false);
        return default;
    }

    public ValueTask EndAsync(CompletionReason reason) => IsClean(mode, reason) ? new ValueTask(http.Response.CompleteAsync()) : ValueTask.CompletedTask;

    public void Abort() => http.Abort();

    /// <summary>
    /// Whether the body may end as a complete one. An SSE client comes back after either end, so there a limit or a shutdown
    /// ends the body in the ordinary way; in every other mode only a complete stream does.
    /// </summary>
    public static bool IsClean(StreamMode mode, CompletionReason reason) =>
        reason == CompletionReason.Completed
        || (mode == StreamMode.Sse
            && reason is (CompletionReason.ServerShutdown or CompletionReason.MaxDuration or CompletionReason.IdleTimeout));
}
