using System.ComponentModel;

namespace SegStream.Hosting;

/// <summary>Where the text of a parameter is in a request. Used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum ParameterSource
{
    /// <summary>A value of the route.</summary>
    Route,

    /// <summary>The query string.</summary>
    Query,

    /// <summary>A header.</summary>
    Header,

    /// <summary>A field of a form.</summary>
    Form,
}
