namespace SegStream;

/// <summary>
/// Serves the method as raw chunks of text or bytes, written as they are. Clients must not depend on where one chunk ends:
/// intermediaries may join and split them, and HTTP/2 and HTTP/3 have no chunked coding.
/// The event type is <see cref="string"/>, <c>ReadOnlyMemory&lt;char&gt;</c>, <c>byte[]</c> or <c>ReadOnlyMemory&lt;byte&gt;</c>.
/// </summary>
public sealed class ChunkedStreamAttribute : StreamEndpointAttribute
{
    /// <summary>Declares the endpoint.</summary>
    /// <param name="route">The route pattern, as in <c>app.MapGet("/imports/{file}", …)</c>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="route"/> is null.</exception>
    public ChunkedStreamAttribute(string route)
        : base(route)
    {
    }

    /// <summary>The <c>Content-Type</c> of the response. Default: <c>text/plain; charset=utf-8</c> for text, <c>application/octet-stream</c> for bytes.</summary>
    public string? ContentType { get; set; }
}
