using Microsoft.AspNetCore.Http;

namespace SegStream;

public sealed partial class StreamMetadata
{
    /// <summary>Creates metadata from a request: address, user and path.</summary>
    /// <param name="http">The request that opens the stream. Nothing of it is kept but the strings.</param>
    /// <exception cref="ArgumentNullException"><paramref name="http"/> is null.</exception>
    public StreamMetadata(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        RemoteAddress = http.Connection.RemoteIpAddress?.ToString();
        UserName = http.User.Identity?.Name;
        Path = http.Request.Path.Value;
    }
}
