namespace SegStream;

/// <summary>
/// Serves the method as bytes. The event type is <c>byte[]</c> or <c>ReadOnlyMemory&lt;byte&gt;</c>.
/// </summary>
public sealed class BinaryStreamAttribute : StreamEndpointAttribute
{
    /// <summary>Declares the endpoint.</summary>
    /// <param name="route">The route pattern, as in <c>app.MapGet("/imports/{file}", …)</c>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="route"/> is null.</exception>
    public BinaryStreamAttribute(string route)
        : base(route)
    {
    }

    /// <summary>The <c>Content-Type</c> of the response. Default: <c>application/octet-stream</c>.</summary>
    public string? ContentType { get; set; }

    /// <summary>
    /// Whether every event is preceded by its length, as an unsigned 32-bit big-endian number of bytes, so that a client can tell events apart.
    /// Default: <see langword="false"/>, the bytes are sent as they are.
    /// </summary>
    public bool LengthPrefixed { get; set; }
}
