using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using SegStream.Manifests;

namespace SegStream.Hosting;

/// <summary>Turns endpoints into the functions of a manifest.</summary>
internal sealed class FunctionDescriber(StreamHost host, SchemaBook schemas, Func<Type, bool> isService)
{
    /// <summary>Describes an endpoint.</summary>
    /// <param name="definition">What the generator knows of it.</param>
    /// <param name="settings">Its settings in force.</param>
    /// <param name="route">The whole route, with the prefixes of its groups.</param>
    /// <param name="metadata">Its metadata.</param>
    /// <returns>The function, with the schemas that are still to be closed.</returns>
    public FunctionDraft Describe(StreamEndpointDefinition definition, StreamSettings settings, RoutePattern route, EndpointMetadataCollection metadata)
    {
        var parameters = new ParameterDescriber(host, schemas, isService).Describe(definition, route);
        var events = new EventDescriber(host, schemas).Describe(definition, settings);
        return new FunctionDraft
        {
            Name = metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? definition.DisplayName,
            Method = metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is [var method, ..] ? method : definition.Method,
            Parameters = parameters,
            Events = events,
            Finish = (draft, name) => new StreamManifestFunction
            {
                Name = name,
                Summary = metadata.GetMetadata<IEndpointSummaryMetadata>()?.Summary,
                Description = metadata.GetMetadata<IEndpointDescriptionMetadata>()?.Description,
                Tags = metadata.GetMetadata<ITagsMetadata>()?.Tags ?? [],
                Deprecated = metadata.GetMetadata<ObsoleteAttribute>() is not null,
                RequiresAuthorization = RequiresAuthorization(metadata),
                Method = draft.Method,
                Route = draft.Route,
                Mode = definition.Mode,
                ContentTypes = EventDescriber.ContentTypes(definition),
                Parameters = [.. draft.Parameters.Select(parameter => parameter.Finish())],
                Events = draft.Events.Finish(),
                Settings = SettingsDescriber.Describe(definition, settings),
            },
            Route = "/" + (route.RawText ?? "").TrimStart('/'),
        };
    }

    private static bool RequiresAuthorization(EndpointMetadataCollection metadata) =>
        (metadata.GetMetadata<IAuthorizeData>() is not null || metadata.GetMetadata<AuthorizationPolicy>() is not null)
        && metadata.GetMetadata<IAllowAnonymous>() is null;
}
