using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace SegStream.Hosting;

public sealed partial class ParameterBinder
{
    /// <summary>
    /// Answers the request with what is wrong: <c>application/problem+json</c> (RFC 9457) with the member <c>errors</c>, which has the messages of each
    /// wrong parameter, and the status 400, or 415 for a body that is not JSON.
    /// </summary>
    /// <returns>Completes when the answer is written.</returns>
    /// <exception cref="InvalidOperationException">Nothing is wrong.</exception>
    public async Task WriteProblemAsync()
    {
        if (_errors is null)
        {
            throw new InvalidOperationException("No parameter is wrong.");
        }

        _http.Response.StatusCode = _status;
        var problem = new HttpValidationProblemDetails(_errors) { Status = _status, Title = Title };
        var service = _http.RequestServices.GetService<IProblemDetailsService>();
        var isWritten = service is not null
            && await service.TryWriteAsync(new ProblemDetailsContext { HttpContext = _http, ProblemDetails = problem }).ConfigureAwait(false);
        if (!isWritten)
        {
            await WriteJsonAsync(problem).ConfigureAwait(false);
        }
    }

    private string Title => _status switch
    {
        StatusCodes.Status415UnsupportedMediaType => "Unsupported Media Type",
        StatusCodes.Status413PayloadTooLarge => "Content Too Large",
        _ => "One or more parameters of the request are not valid.",
    };

    // By hand, because the application's JSON options need not know the type of a problem.
    private async Task WriteJsonAsync(HttpValidationProblemDetails problem)
    {
        _http.Response.ContentType = "application/problem+json";
        await using var writer = new Utf8JsonWriter(_http.Response.BodyWriter.AsStream(leaveOpen: true));
        writer.WriteStartObject();
        writer.WriteString("title", problem.Title);
        writer.WriteNumber("status", _status);
        writer.WriteStartObject("errors");
        foreach (var (name, messages) in problem.Errors)
        {
            writer.WriteStartArray(name);
            foreach (var message in messages)
            {
                writer.WriteStringValue(message);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
        await writer.FlushAsync(_http.RequestAborted).ConfigureAwait(false);
    }
}
