namespace SegStream.Shared.Model;

/// <summary>Where the value of a parameter comes from.</summary>
internal enum ParameterKind
{
    HttpContext,
    HttpRequest,
    HttpResponse,
    User,
    CancellationToken,
    Sender,
    BodyStream,
    BodyReader,

    /// <summary>A string.</summary>
    Text,

    /// <summary>A value that is parsed from a string.</summary>
    Value,

    /// <summary>An array of strings.</summary>
    Texts,

    /// <summary>An array of values that are parsed from strings.</summary>
    Values,

    /// <summary>All values as <c>StringValues</c>.</summary>
    StringValues,

    Service,
    KeyedService,
    Body,

    /// <summary>A service if the type is registered, else the body: known when the endpoint is mapped.</summary>
    ServiceOrBody,

    /// <summary>A value that its own type reads from the request, by <c>BindAsync</c>.</summary>
    BindAsync,

    /// <summary>The whole form.</summary>
    Form,

    /// <summary>One file of the form.</summary>
    FormFile,

    /// <summary>All files of the form.</summary>
    FormFiles,

    /// <summary>An object whose constructor's parameters or properties are bound, marked with <c>[AsParameters]</c>.</summary>
    Composite,
}
