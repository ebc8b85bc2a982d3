using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using SegStream.Hosting;

namespace SegStream.OpenApi;

/// <summary>
/// Puts the schemas of events under the content types of streaming operations. They are those of the manifest: ASP.NET Core's describe what a server would read, and know neither names of
/// events nor types of an endpoint's own JSON context.
/// </summary>
internal sealed class StreamEventSchemas : IOpenApiDocumentTransformer
{
    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        var operations = Marked(document).ToList();
        if (operations.Count == 0)
        {
            return Task.CompletedTask;
        }

        var definitions = operations.Select(item => item.Stream.Definition).Distinct().ToList();
        var manifest = StreamManifest.Create(definitions, context.ApplicationServices);
        var functions = FunctionsOf(definitions, manifest);
        var components = new ComponentSchemas(manifest.Definitions);
        var events = new EventSchemas(components);
        var described = operations.Select(item => (item.Operation, Function: functions[item.Stream.Definition], Schema: events.Of(item.Stream, functions[item.Stream.Definition]))).ToList();

        components.AddTo(document, described.Select(item => item.Schema).OfType<JsonObject>());
        foreach (var (operation, function, schema) in described)
        {
            Put(schema, operation, function, components, document);
            ParameterDefaults.AddTo(operation, function);
        }

        return Task.CompletedTask;
    }

    private static IEnumerable<(OpenApiOperation Operation, StreamOperation Stream)> Marked(OpenApiDocument document) =>
        from path in document.Paths.Values
        where path.Operations is not null
        from operation in path.Operations!.Values
        let stream = StreamOperation.TakeFrom(operation)
        where stream is not null
        select (operation, stream);

    // The functions of a manifest are in the order of route and method, equal ones in the order that they were given in.
    private static Dictionary<StreamEndpointDefinition, StreamManifestFunction> FunctionsOf(IEnumerable<StreamEndpointDefinition> definitions, StreamManifest manifest) =>
        definitions
            .OrderBy(definition => definition.Route.TrimStart('/'), StringComparer.Ordinal).ThenBy(definition => definition.Method, StringComparer.Ordinal)
            .Zip(manifest.Functions)
            .ToDictionary(pair => pair.First, pair => pair.Second);

    private static void Put(JsonObject? schema, OpenApiOperation operation, StreamManifestFunction function, ComponentSchemas components, OpenApiDocument document)
    {
        var contents = operation.Responses?.GetValueOrDefault("200")?.Content ?? new Dictionary<string, OpenApiMediaType>();
        foreach (var (contentType, content) in contents)
        {
            if (schema is not null)
            {
                content.Schema = components.Read(schema, document);
            }

            // Of the formats of a JSON stream, this one is a single value.
            if (function.Mode == StreamMode.Json && contentType == "application/json")
            {
                content.Schema = new OpenApiSchema { Type = JsonSchemaType.Array, Items = content.Schema ?? new OpenApiSchema() };
            }
        }
    }
}
