namespace SegStream.Soak.Clients;

/// <summary>How a visit ended, as the client saw it.</summary>
internal enum VisitEnd
{
    /// <summary>The body came to its proper end.</summary>
    Complete,

    /// <summary>The connection ended, and the version of HTTP does not tell whether the body was complete.</summary>
    Closed,

    /// <summary>The body was cut by the server.</summary>
    Cut,

    /// <summary>The client left.</summary>
    Left,

    /// <summary>The answer was an error status.</summary>
    Refused,

    /// <summary>There was no answer.</summary>
    Unanswered,
}
