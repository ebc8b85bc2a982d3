using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace SegStream.Hosting;

public sealed partial class ParameterBinder
{
    /// <summary>Reads a JSON body that must be there.</summary>
    /// <typeparam name="T">The type of the body.</typeparam>
    /// <param name="json">How the type is read.</param>
    /// <param name="name">The parameter, for the error message.</param>
    /// <returns>The body; the default when it is missing or cannot be read, which makes <see cref="Failed"/> true.</returns>
    public async ValueTask<T> BodyAsync<T>(JsonTypeInfo<T> json, string name)
    {
        var body = await ReadAsync(json, name).ConfigureAwait(false);
        if (body is null && !Failed)
        {
            Fail(name, "A JSON body is required.");
        }

        return body!;
    }

    /// <summary>Reads a JSON body that may be missing or null.</summary>
    /// <typeparam name="T">The type of the body.</typeparam>
    /// <param name="json">How the type is read.</param>
    /// <param name="name">The parameter, for the error message.</param>
    /// <returns>The body, or the default when it is missing.</returns>
    public ValueTask<T?> OptionalBodyAsync<T>(JsonTypeInfo<T> json, string name) => ReadAsync(json, name, isOptional: true);

    private async ValueTask<T?> ReadAsync<T>(JsonTypeInfo<T> json, string name, bool isOptional = false)
    {
        ArgumentNullException.ThrowIfNull(json);
        var request = _http.Request;
        if (!HasBody(request))
        {
            if (!isOptional)
            {
                Fail(name, "A JSON body is required.");
            }

            return default;
        }

        if (!request.HasJsonContentType())
        {
            _status = StatusCodes.Status415UnsupportedMediaType;
            Fail(name, "The body must be JSON with the content type application/json.");
            return default;
        }

        try
        {
            return await request.ReadFromJsonAsync(json, _http.RequestAborted).ConfigureAwait(false);
        }
        catch (JsonException exception)
        {
            Fail(name, $"The body is not valid: the JSON at {exception.Path ?? "$"}, line {exception.LineNumber + 1 ?? 1}, cannot be read.");
        }
        catch (BadHttpRequestException exception)
        {
            // The server found the body wrong while it was read: too large, or cut off.
            _status = exception.StatusCode;
            Fail(name, exception.Message);
        }

        return default;
    }

    private static bool HasBody(HttpRequest request) =>
        request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody
        ?? request is { ContentLength: > 0 } or { Headers.TransferEncoding.Count: > 0 };
}
