namespace SegStream;

/// <summary>
/// Serves the method as Server-Sent Events (<c>text/event-stream</c>, WHATWG HTML section 9.2).
/// An event of a <see cref="StreamEventsAttribute">union</see> is sent under its case's name, any other as an unnamed message; the data is JSON, except that an event of type <see cref="string"/> is sent as it is.
/// </summary>
public sealed class SseEndpointAttribute : StreamEndpointAttribute
{
    /// <summary>Declares the endpoint.</summary>
    /// <param name="route">The route pattern, as in <c>app.MapGet("/imports/{file}", …)</c>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="route"/> is null.</exception>
    public SseEndpointAttribute(string route)
        : base(route)
    {
    }
}
