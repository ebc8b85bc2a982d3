using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace SegStream.OpenApi;

/// <summary>Adds the default values of parameters, which ASP.NET Core would take from the method by reflection.</summary>
internal static class ParameterDefaults
{
    public static void AddTo(OpenApiOperation operation, StreamManifestFunction function)
    {
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
        {
            var described = function.Parameters.FirstOrDefault(item => item.Name == parameter.Name && LocationOf(item.In) == parameter.In);
            if (described?.Default is { ValueKind: not JsonValueKind.Null } value && parameter.Schema is { Default: null } schema)
            {
                parameter.Schema = With(JsonNode.Parse(value.GetRawText())!, schema.CreateShallowCopy());
            }
        }
    }

    // The copy is this parameter's own; what it refers to belongs to others too.
    private static IOpenApiSchema With(JsonNode value, IOpenApiSchema copy)
    {
        switch (copy)
        {
            case OpenApiSchema schema:
                schema.Default = value;
                break;
            case OpenApiSchemaReference reference:
                reference.Default = value;
                break;
        }

        return copy;
    }

    private static ParameterLocation? LocationOf(StreamManifestParameterSource source) => source switch
    {
        StreamManifestParameterSource.Route => ParameterLocation.Path,
        StreamManifestParameterSource.Query => ParameterLocation.Query,
        StreamManifestParameterSource.Header => ParameterLocation.Header,
        _ => null,
    };
}
