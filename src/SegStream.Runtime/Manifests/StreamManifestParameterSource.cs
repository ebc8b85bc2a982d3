namespace SegStream;

/// <summary>The part of a request that a parameter is sent in.</summary>
public enum StreamManifestParameterSource
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

    /// <summary>The body, as it is.</summary>
    RawBody,
}
