using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using SegStream.Delivery;

namespace SegStream.Hosting;

/// <summary>A pump's bytes as the body of an HTTP response.</summary>
internal abstract class ResponseOutput(HttpContext http) : IStreamOutput
{
    /// <summary>A whole body below this is not compressed: with the head it is one packet either way.</summary>
    private const int LeastWorthCompressing = 1024;

    private CompressingWriter? _compressing;
    private bool _isComplete;
    private int _wholeLength = int.MaxValue;

    public HttpContext Http => http;

    /// <summary>Asked for and not kept: a stream's plan has it.</summary>
    protected abstract ResponseHead Head { get; }

    public bool IsConnected => !http.RequestAborted.IsCancellationRequested;

    public long? BodyBytes => _compressing?.BytesWritten;

    /// <inheritdoc />
    public virtual void Begin()
    {
    }

    /// <inheritdoc />
    public virtual ValueTask FinishAsync(StreamCompletion completion) => ValueTask.CompletedTask;

    public PipeWriter Start()
    {
        // First, because what else in the pipeline compresses looks at the header when buffering is turned off.
        var coding = ChooseCoding();
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        var response = http.Response;
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentLength = null;
        response.ContentType = Head.ContentType;

        // no-transform keeps intermediaries from buffering the stream to compress it; the second header says the same to nginx.
        response.Headers[HeaderNames.CacheControl] = "no-cache, no-transform";
        response.Headers["X-Accel-Buffering"] = "no";
        if (Head.Mode == StreamMode.Json)
        {
            response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        }

        if (Head.Heartbeat is { } seconds)
        {
            response.Headers["SegStream-Heartbeat"] = seconds;
        }

        if (coding == StreamCompression.Off)
        {
            return response.BodyWriter;
        }

        _compressing = new CompressingWriter(response.BodyWriter, BodyCompressor.Create(coding)) { EndsWithNextFlush = _isComplete };
        return _compressing;
    }

    public async ValueTask<FlushResult> FlushHeadAsync()
    {
        await http.Response.Body.FlushAsync(http.RequestAborted).ConfigureAwait(false);
        return default;
    }

    public bool End(CompletionReason reason, int length)
    {
        _isComplete = IsClean(Head.Mode, reason);
        _wholeLength = length;
        if (_compressing is not { } writer)
        {
            return false;
        }

        writer.EndsWithNextFlush = _isComplete;
        return _isComplete;
    }

    public ValueTask EndAsync(CompletionReason reason) => IsClean(Head.Mode, reason) ? new ValueTask(http.Response.CompleteAsync()) : ValueTask.CompletedTask;

    public void Abort() => http.Abort();

    public void Release() => _compressing?.Dispose();

    /// <summary>
    /// Whether the body may end as a complete one. An SSE client comes back after either end, so there a limit or a shutdown
    /// ends the body in the ordinary way; in every other mode only a complete stream does.
    /// </summary>
    public static bool IsClean(StreamMode mode, CompletionReason reason) =>
        reason == CompletionReason.Completed
        || (mode == StreamMode.Sse
            && reason is (CompletionReason.ServerShutdown or CompletionReason.MaxDuration or CompletionReason.IdleTimeout));

    /// <summary>The coding, set in the head of the response.</summary>
    private StreamCompression ChooseCoding()
    {
        var headers = http.Response.Headers;
        if (Head.Compression == StreamCompression.Off || headers.ContentEncoding.Count > 0 || !CompressibleContent.Includes(Head.ContentType))
        {
            return StreamCompression.Off;
        }

        headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
        var coding = CodingNegotiation.Choose(http.Request, Head.Compression, out var isRequired);
        if (_wholeLength < LeastWorthCompressing && !isRequired)
        {
            return StreamCompression.Off;
        }

        if (coding != StreamCompression.Off)
        {
            headers.ContentEncoding = coding == StreamCompression.Gzip ? "gzip" : "br";
        }

        return coding;
    }
}
