using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.Formatters;
using Microsoft.AspNetCore.Routing;

namespace SegStream.Hosting;

/// <summary>
/// Tells API explorers, and so OpenAPI, of streaming endpoints. ASP.NET Core's own provider describes endpoints by reflection over their methods, which ours do not have; this one
/// hands on what the generator knows.
/// </summary>
internal sealed class StreamApiDescriptions(EndpointDataSource endpoints, ApiParameters parameters, StreamHost host) : IApiDescriptionProvider
{
    // Beside the provider of minimal APIs.
    public int Order => -1100;

    public void OnProvidersExecuting(ApiDescriptionProviderContext context)
    {
        foreach (var endpoint in endpoints.Endpoints.OfType<RouteEndpoint>())
        {
            if (endpoint.Metadata.GetMetadata<StreamEndpointDefinition>() is { } definition
                && endpoint.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>() is not { ExcludeFromDescription: true })
            {
                foreach (var method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [definition.Method])
                {
                    context.Results.Add(Describe(endpoint, definition, method));
                }
            }
        }
    }

    public void OnProvidersExecuted(ApiDescriptionProviderContext context)
    {
    }

    private ApiDescription Describe(RouteEndpoint endpoint, StreamEndpointDefinition definition, string method)
    {
        var description = new ApiDescription
        {
            HttpMethod = method,
            RelativePath = endpoint.RoutePattern.RawText?.TrimStart('/'),
            GroupName = endpoint.Metadata.GetMetadata<IEndpointGroupNameMetadata>()?.EndpointGroupName,
            ActionDescriptor = new ActionDescriptor
            {
                DisplayName = endpoint.DisplayName,
                RouteValues = { ["controller"] = definition.DisplayName.Split('.') is [.., var type, _] ? type : definition.DisplayName },
                EndpointMetadata = [.. endpoint.Metadata],
            },
        };
        parameters.Add(description, definition, endpoint.RoutePattern);
        description.SupportedResponseTypes.Add(Stream(definition));
        AddDeclared(description, endpoint.Metadata);
        return description;
    }

    private ApiResponseType Stream(StreamEndpointDefinition definition)
    {
        var type = TypeOf(definition);
        var response = new ApiResponseType { StatusCode = 200, Type = type, ModelMetadata = type is null ? null : new DescribedType(type) };
        foreach (var contentType in EventDescriber.ContentTypes(definition))
        {
            response.ApiResponseFormats.Add(new ApiResponseFormat { MediaType = contentType.Split(';')[0] });
        }

        return response;
    }

    // A union is not serialized as its base type, and what the JSON options do not know would fail the whole document: both have no type here.
    private Type? TypeOf(StreamEndpointDefinition definition) => definition.Mode switch
    {
        StreamMode.Text => typeof(string),
        StreamMode.Chunked or StreamMode.Binary => EventDescriber.ContentTypes(definition)[0].StartsWith("text/", StringComparison.Ordinal) ? typeof(string) : typeof(Stream),
        _ => definition.Events is { Cases.IsDefault: true } events && host.KnowsJsonOf(events.Type) ? events.Type : null,
    };

    // Rejections that the author has declared.
    private static void AddDeclared(ApiDescription description, EndpointMetadataCollection metadata)
    {
        foreach (var declared in metadata)
        {
            var (status, type, contentTypes) = declared switch
            {
                IProducesResponseTypeMetadata produces => (produces.StatusCode, produces.Type, [.. produces.ContentTypes]),
                IApiResponseMetadataProvider provider => (provider.StatusCode, provider.Type, ContentTypes(provider)),
                _ => (0, null, (string[])[]),
            };
            if (status is 0 or 200)
            {
                continue;
            }

            var response = new ApiResponseType { StatusCode = status, Type = type == typeof(void) ? null : type };
            foreach (var contentType in contentTypes.Length > 0 || response.Type is null ? contentTypes : ["application/json"])
            {
                response.ApiResponseFormats.Add(new ApiResponseFormat { MediaType = contentType });
            }

            description.SupportedResponseTypes.Add(response);
        }
    }

    private static string[] ContentTypes(IApiResponseMetadataProvider provider)
    {
        var types = new MediaTypeCollection();
        provider.SetContentTypes(types);
        return [.. types];
    }
}
