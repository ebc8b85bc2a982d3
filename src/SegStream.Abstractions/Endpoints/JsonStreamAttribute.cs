namespace SegStream;

/// <summary>
/// Serves the method as a stream of JSON values: newline-delimited JSON, a JSON text sequence (RFC 7464) or a JSON array,
/// chosen by the request's <c>Accept</c> header among <see cref="Formats"/>.
/// </summary>
public sealed class JsonStreamAttribute : StreamEndpointAttribute
{
    /// <summary>Declares the endpoint.</summary>
    /// <param name="route">The route pattern, as in <c>app.MapGet("/imports/{file}", …)</c>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="route"/> is null.</exception>
    public JsonStreamAttribute(string route)
        : base(route)
    {
    }

    /// <summary>
    /// The formats that a client may ask for. A request without a preference gets the first of NDJSON, JSON sequence, JSON array that is allowed;
    /// a request that accepts none of them is answered with 406. Default: all three.
    /// </summary>
    public JsonStreamFormats Formats { get; set; } = JsonStreamFormats.All;
}
