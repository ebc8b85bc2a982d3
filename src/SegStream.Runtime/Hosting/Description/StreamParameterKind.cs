using System.ComponentModel;

namespace SegStream.Hosting;

/// <summary>What part of a request a parameter is read from.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum StreamParameterKind
{
    /// <summary>A parameter of the route.</summary>
    Route,

    /// <summary>The query string.</summary>
    Query,

    /// <summary>A header.</summary>
    Header,

    /// <summary>A field of a form.</summary>
    Form,

    /// <summary>A file of a form.</summary>
    File,

    /// <summary>The body, as JSON.</summary>
    Body,

    /// <summary>The body, as JSON, unless the type is registered as a service.</summary>
    ServiceOrBody,

    /// <summary>The body, as it is.</summary>
    RawBody,
}
