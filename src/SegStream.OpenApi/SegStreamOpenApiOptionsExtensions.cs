using Microsoft.AspNetCore.OpenApi;
using SegStream.OpenApi;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Describes streaming endpoints in OpenAPI documents.</summary>
public static class SegStreamOpenApiOptionsExtensions
{
    /// <summary>
    /// Describes the events of SegStream endpoints: the cases of a union with their names, arrays where a client gets arrays, envelopes, types that only the <c>JsonContext</c> of an endpoint knows, and the default values of parameters.
    /// Endpoints that are not SegStream's, and what their component schemas are called, stay as they are.
    /// </summary>
    /// <param name="options">The options of the document.</param>
    /// <returns>The options, for further calls. Document transformers that are added later see the schemas.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is <see langword="null"/>.</exception>
    public static OpenApiOptions AddSegStream(this OpenApiOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.AddOperationTransformer(new StreamOperationMarker()).AddDocumentTransformer(new StreamEventSchemas());
    }
}
