using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Routing.Patterns;
using SegStream.Manifests;

namespace SegStream.Hosting;

/// <summary>Describes what a client sends.</summary>
internal sealed class ParameterDescriber(StreamHost host, SchemaBook schemas, Func<Type, bool> isService)
{
    public List<ParameterDraft> Describe(StreamEndpointDefinition definition, RoutePattern route) =>
        [.. Visible(definition, route, isService).Select(parameter => Describe(parameter, route, definition.JsonContext))];

    /// <summary>The parameters that a client can send, with those of the route that nothing is bound to: a method that takes the request itself reads them by hand.</summary>
    public static IEnumerable<StreamParameterDescription> Visible(StreamEndpointDefinition definition, RoutePattern route, Func<Type, bool> isService) =>
        definition.Parameters
            .Where(parameter => parameter.Kind != StreamParameterKind.ServiceOrBody || !isService(parameter.Type))
            .Concat(route.Parameters
                .Where(part => !definition.Parameters.Any(parameter => IsFor(parameter, part)))
                .Select(part => new StreamParameterDescription(part.Name, StreamParameterKind.Route, typeof(string), "string") { IsRequired = true }));

    private static bool IsFor(StreamParameterDescription parameter, RoutePatternParameterPart part) =>
        parameter.Kind == StreamParameterKind.Route && string.Equals(parameter.Key, part.Name, StringComparison.OrdinalIgnoreCase);

    private ParameterDraft Describe(StreamParameterDescription parameter, RoutePattern route, JsonSerializerContext? context)
    {
        // A default in the route is there before the parameter's own.
        var part = parameter.Kind == StreamParameterKind.Route ? route.Parameters.FirstOrDefault(part => IsFor(parameter, part)) : null;
        return new ParameterDraft(parameter, SourceOf(parameter.Kind), parameter.IsRequired && part?.Default is null, part?.Default is { } text ? TextSchema.Read(text, parameter.Type) : parameter.Default, SchemaOf(parameter, context));
    }

    private static StreamManifestParameterSource SourceOf(StreamParameterKind kind) => kind switch
    {
        StreamParameterKind.Route => StreamManifestParameterSource.Route,
        StreamParameterKind.Query => StreamManifestParameterSource.Query,
        StreamParameterKind.Header => StreamManifestParameterSource.Header,
        StreamParameterKind.Form => StreamManifestParameterSource.Form,
        StreamParameterKind.File => StreamManifestParameterSource.File,
        StreamParameterKind.RawBody => StreamManifestParameterSource.RawBody,
        _ => StreamManifestParameterSource.Body,
    };

    private JsonNode SchemaOf(StreamParameterDescription parameter, JsonSerializerContext? context)
    {
        var schema = parameter.Kind switch
        {
            StreamParameterKind.Body or StreamParameterKind.ServiceOrBody => schemas.Use(host.BodyTypeInfo(parameter.Type, context), SchemaDirection.Received),
            StreamParameterKind.RawBody or StreamParameterKind.File => TextSchema.OfFile(),
            _ => TextSchema.Of(parameter.Type),
        };
        return parameter.IsCollection ? TextSchema.ArrayOf(schema) : schema;
    }
}
