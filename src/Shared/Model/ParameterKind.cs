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

    /// <summary>An object whose constructor's parameters are bound, marked with <c>[AsParameters]</c>.</summary>
    Composite,
}
