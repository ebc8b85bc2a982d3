namespace SegStream;

/// <summary>
/// Serves the method as lines of text (<c>text/plain; charset=utf-8</c>). Every event is one line, ended by LF.
/// The event type is <see cref="string"/>, <c>ReadOnlyMemory&lt;char&gt;</c>, or UTF-8 bytes as <c>byte[]</c> or <c>ReadOnlyMemory&lt;byte&gt;</c>.
/// </summary>
public sealed class TextStreamAttribute : StreamEndpointAttribute
{
    /// <summary>Declares the endpoint.</summary>
    /// <param name="route">The route pattern, as in <c>app.MapGet("/imports/{file}", …)</c>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="route"/> is null.</exception>
    public TextStreamAttribute(string route)
        : base(route)
    {
    }
}
