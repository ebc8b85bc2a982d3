using System.ComponentModel;
using Microsoft.AspNetCore.Http;

namespace SegStream.Hosting;

/// <summary>One endpoint whose method returns its response as an object. Made once, when routes are mapped. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DetachedStreamEndpoint
{
    private readonly StreamEndpointDefinition _definition;

    internal DetachedStreamEndpoint(StreamHost host, StreamEndpointDefinition definition)
    {
        _definition = definition;

        // The response resolves its settings when it is executed; doing it here too lets a bad one fail at start-up.
        StreamSettings.Resolve(host.Options, definition);
    }

    /// <summary>Sends what the method returned: the stream, or a rejection with its status.</summary>
    /// <param name="http">The request.</param>
    /// <param name="result">The method's result.</param>
    /// <returns>Completes when the response is over.</returns>
    /// <exception cref="InvalidOperationException">The method returned null.</exception>
    public Task ExecuteAsync(HttpContext http, IResult? result) =>
        (result ?? throw new InvalidOperationException($"{_definition.DisplayName} returned null instead of a response.")).ExecuteAsync(http);
}
