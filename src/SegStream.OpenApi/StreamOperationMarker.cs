using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using SegStream.Hosting;

namespace SegStream.OpenApi;

/// <summary>Remembers which operation is which endpoint. The schemas come later, when the names of all other components are known.</summary>
internal sealed class StreamOperationMarker : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<StreamEndpointDefinition>().LastOrDefault() is { } definition)
        {
            var hasSchema = context.Description.SupportedResponseTypes.Any(response => response is { StatusCode: 200, Type: not null });
            new StreamOperation(definition, hasSchema).MarkOn(operation);
        }

        return Task.CompletedTask;
    }
}
