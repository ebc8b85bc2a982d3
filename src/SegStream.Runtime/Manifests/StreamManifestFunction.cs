namespace SegStream;

/// <summary>One streaming endpoint in a <see cref="StreamManifest"/>.</summary>
public sealed class StreamManifestFunction
{
    /// <summary>The name: that of the endpoint's attribute, else <c>Type.Method</c>. Unique in the manifest.</summary>
    public required string Name { get; init; }

    /// <summary>Whether the answer is a stream. Always true for what this version describes.</summary>
    public bool Streaming { get; init; } = true;

    /// <summary>What it does, in one line.</summary>
    public string? Summary { get; init; }

    /// <summary>What it does.</summary>
    public string? Description { get; init; }

    /// <summary>Tags, as API descriptions have them.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Whether callers should move to something else.</summary>
    public bool Deprecated { get; init; }

    /// <summary>Whether a caller has to be known. What the application's fall-back policy asks for is not seen here.</summary>
    public bool RequiresAuthorization { get; init; }

    /// <summary>The HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>The whole route pattern.</summary>
    public required string Route { get; init; }

    /// <summary>What the stream puts on the wire.</summary>
    public required StreamMode Mode { get; init; }

    /// <summary>The content types that a client may ask for; the first one is sent to those who do not ask.</summary>
    public IReadOnlyList<string> ContentTypes { get; init; } = [];

    /// <summary>What a client sends, in the order of the source.</summary>
    public IReadOnlyList<StreamManifestParameter> Parameters { get; init; } = [];

    /// <summary>What a client gets.</summary>
    public required StreamManifestEvents Events { get; init; }

    /// <summary>The settings in force.</summary>
    public required StreamManifestSettings Settings { get; init; }
}
