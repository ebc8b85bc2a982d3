using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace SegStream.Hosting;

public sealed partial class ParameterBinder
{
    private IFormCollection? _form;

    /// <summary>The form of the request, after <see cref="ReadFormAsync"/>.</summary>
    /// <exception cref="InvalidOperationException">The form was not read.</exception>
    public IFormCollection Form => _form ?? throw new InvalidOperationException("The form of the request has not been read.");

    /// <summary>Reads the form, which all parameters of it share. The limits are those of the application and the endpoint (<c>FormOptions</c>, <c>WithFormOptions</c>).</summary>
    /// <param name="name">The first of these parameters, for the error message.</param>
    /// <returns>Whether there is a form. If not, <see cref="Failed"/> is true: without a body or a valid antiforgery token with 400, with another media type with 415.</returns>
    public async ValueTask<bool> ReadFormAsync(string name)
    {
        var request = _http.Request;
        if (!HasBody(request))
        {
            Fail(name, "A form is required.");
        }
        else if (_http.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false })
        {
            Fail(name, "The antiforgery token of the form is missing or not valid.");
        }
        else if (!request.HasFormContentType)
        {
            _status = StatusCodes.Status415UnsupportedMediaType;
            Fail(name, "The body must be a form with the content type application/x-www-form-urlencoded or multipart/form-data.");
        }
        else
        {
            _form = await ReadFormOfAsync(request, name).ConfigureAwait(false);
        }

        return _form is not null;
    }

    /// <summary>Takes a file that must be there.</summary>
    /// <param name="name">Its name in the form.</param>
    /// <returns>The file; null when it is missing, which makes <see cref="Failed"/> true.</returns>
    public IFormFile File(string name)
    {
        var file = OptionalFile(name);
        if (file is null)
        {
            Fail(name, $"The file '{name}' is required.");
        }

        return file!;
    }

    /// <summary>Takes a file that may be missing.</summary>
    /// <param name="name">Its name in the form.</param>
    /// <returns>The file, or <see langword="null"/>.</returns>
    public IFormFile? OptionalFile(string name) => Form.Files[name];

    private async ValueTask<IFormCollection?> ReadFormOfAsync(HttpRequest request, string name)
    {
        try
        {
            return await request.ReadFormAsync(_http.RequestAborted).ConfigureAwait(false);
        }
        catch (BadHttpRequestException exception)
        {
            // The server found the body wrong while it was read: too large, or cut off.
            _status = exception.StatusCode;
            Fail(name, exception.Message);
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            // What the form's own limits refuse says which one it is.
            Fail(name, $"The form cannot be read: {exception.Message}");
        }

        return null;
    }
}
