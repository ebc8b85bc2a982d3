using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using SegStream.Diagnostics;

namespace SegStream.Hosting;

/// <summary>
/// Answers a streaming endpoint that failed before its first byte with ProblemDetails (RFC 9457), where nothing in the application has done so.
/// It is the outermost middleware: the application's own exception handling comes first.
/// </summary>
internal sealed class StreamFailureMiddleware(StreamHost host) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => application =>
    {
        application.Use(InvokeAsync);
        next(application);

        // By now the application has mapped what it will map before its first request.
        host.Forgotten.Check();
    };

    private Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        Task answering;
        try
        {
            answering = next(http);
        }
        catch (Exception exception) when (CanAnswer(http))
        {
            return AnswerAsync(http, exception);
        }

        // After the first byte there is nothing left to answer, so a stream that has begun keeps no state machine here for as long as it is open.
        return answering.IsCompletedSuccessfully || http.Response.HasStarted ? answering : AwaitAsync(http, answering);
    }

    private async Task AwaitAsync(HttpContext http, Task answering)
    {
        try
        {
            await answering.ConfigureAwait(false);
        }
        catch (Exception exception) when (CanAnswer(http))
        {
            await AnswerAsync(http, exception).ConfigureAwait(false);
        }
    }

    private static bool CanAnswer(HttpContext http) =>
        !http.Response.HasStarted
        && !http.RequestAborted.IsCancellationRequested
        && http.GetEndpoint()?.Metadata.GetMetadata<StreamEndpointDefinition>() is not null;

    private async Task AnswerAsync(HttpContext http, Exception exception)
    {
        var definition = http.GetEndpoint()!.Metadata.GetMetadata<StreamEndpointDefinition>()!;
        var (status, detail) = Describe(exception);
        if (status < StatusCodes.Status500InternalServerError)
        {
            host.Metrics.Refused(definition.DisplayName, definition.Mode, MetricTags.BadRequest);
            StreamLog.Refused(host.Logger, definition.DisplayName, status, exception.GetType().Name);
        }
        else
        {
            StreamLog.FailedBeforeStart(host.Logger, definition.DisplayName, exception);
        }

        http.Response.Clear();
        await ProblemAnswer.WriteAsync(http, status, detail, exception).ConfigureAwait(false);
    }

    /// <summary>A bad request is the client's to mend, so its message is meant for the client in every environment; anything else is the server's own business.</summary>
    private (int Status, string Detail) Describe(Exception exception) =>
        exception is BadHttpRequestException { StatusCode: < StatusCodes.Status500InternalServerError } bad
            ? (bad.StatusCode, bad.Message)
            : (StatusCodes.Status500InternalServerError, host.Describe(exception).Message);
}
