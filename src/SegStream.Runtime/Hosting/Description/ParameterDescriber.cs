using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing.Patterns;
using SegStream.Manifests;

namespace SegStream.Hosting;

/// <summary>Describes what a client sends.</summary>
internal sealed class ParameterDescriber(StreamHost host, SchemaBook schemas, Func<Type, bool> isService)
{
    public List<ParameterDraft> Describe(StreamEndpointDefinition definition, RoutePattern route)
    {
        var drafts = definition.Parameters
            .Where(parameter => parameter.Kind != StreamParameterKind.ServiceOrBody || !isService(parameter.Type))
            .Select(parameter => Describe(parameter, route))
            .ToList();

        // A method that takes the request itself reads the rest of its route by hand.
        drafts.AddRange(route.Parameters
            .Where(part => !definition.Parameters.Any(parameter => IsFor(parameter, part)))
            .Select(part => Describe(new StreamParameterDescription(part.Name, StreamParameterKind.Route, typeof(string), "string") { IsRequired = true }, route)));
        return drafts;
    }

    private static bool IsFor(StreamParameterDescription parameter, RoutePatternParameterPart part) =>
        parameter.Kind == StreamParameterKind.Route && string.Equals(parameter.Key, part.Name, StringComparison.OrdinalIgnoreCase);

    private ParameterDraft Describe(StreamParameterDescription parameter, RoutePattern route)
    {
        // A default in the route is there before the parameter's own.
        var part = parameter.Kind == StreamParameterKind.Route ? route.Parameters.FirstOrDefault(part => IsFor(parameter, part)) : null;
        return new ParameterDraft(parameter, SourceOf(parameter.Kind), parameter.IsRequired && part?.Default is null, part?.Default is { } text ? TextSchema.Read(text, parameter.Type) : parameter.Default, SchemaOf(parameter));
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

    private JsonNode SchemaOf(StreamParameterDescription parameter)
    {
        var schema = parameter.Kind switch
        {
            StreamParameterKind.Body or StreamParameterKind.ServiceOrBody => schemas.Use(host.BodyTypeInfo(parameter.Type), SchemaDirection.Received),
            StreamParameterKind.RawBody or StreamParameterKind.File => TextSchema.OfFile(),
            _ => TextSchema.Of(parameter.Type),
        };
        return parameter.IsCollection ? TextSchema.ArrayOf(schema) : schema;
    }
}
