using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace SegStream.Hosting;

/// <summary>An error response with ProblemDetails (RFC 9457), shaped by the application's own service where it has registered one.</summary>
internal static class ProblemAnswer
{
    public static async Task WriteAsync(HttpContext http, int status, string detail, Exception? exception = null)
    {
        http.Response.StatusCode = status;
        var problem = new ProblemDetailsContext { HttpContext = http, Exception = exception };
        problem.ProblemDetails.Status = status;
        problem.ProblemDetails.Detail = detail;
        if (http.RequestServices.GetService<IProblemDetailsService>() is { } service && await service.TryWriteAsync(problem).ConfigureAwait(false))
        {
            return;
        }

        http.Response.ContentType = "application/problem+json";
        await using var writer = new Utf8JsonWriter(http.Response.BodyWriter);
        writer.WriteStartObject();
        writer.WriteString("title", status < StatusCodes.Status500InternalServerError ? "The request cannot be served." : "An error occurred while processing your request.");
        writer.WriteNumber("status", status);
        writer.WriteString("detail", detail);
        writer.WriteEndObject();
    }
}
