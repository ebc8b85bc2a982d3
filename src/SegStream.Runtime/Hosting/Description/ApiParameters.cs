using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using SegStream.Manifests;

namespace SegStream.Hosting;

/// <summary>The parameters of streaming endpoints for API explorers.</summary>
internal sealed class ApiParameters(StreamHost host, ParameterPolicyFactory policies, IServiceProviderIsService? isService = null)
{
    public void Add(ApiDescription description, StreamEndpointDefinition definition, RoutePattern route)
    {
        foreach (var draft in ParameterDescriber.Visible(definition, route, type => isService?.IsService(type) ?? false))
        {
            description.ParameterDescriptions.Add(Describe(draft, route));
            foreach (var format in RequestFormats(draft.Kind, definition))
            {
                if (!description.SupportedRequestFormats.Any(known => known.MediaType == format))
                {
                    description.SupportedRequestFormats.Add(new ApiRequestFormat { MediaType = format });
                }
            }
        }
    }

    private ApiParameterDescription Describe(StreamParameterDescription parameter, RoutePattern route)
    {
        var type = TypeOf(parameter);
        var part = parameter.Kind == StreamParameterKind.Route ? route.GetParameter(parameter.Key) : null;
        return new ApiParameterDescription
        {
            Name = parameter.Kind is StreamParameterKind.Body or StreamParameterKind.ServiceOrBody or StreamParameterKind.RawBody ? parameter.Name : parameter.Key,
            Source = SourceOf(parameter.Kind),
            Type = type,
            ModelMetadata = new DescribedType(type),
            IsRequired = parameter.IsRequired && part?.Default is null,
            DefaultValue = part?.Default ?? parameter.Default,
            ParameterDescriptor = new ParameterDescriptor { Name = parameter.Name, ParameterType = type },
            RouteInfo = part is null ? null : new ApiParameterRouteInfo { IsOptional = part.IsOptional, DefaultValue = part.Default, Constraints = Constraints(part) },
        };
    }

    private List<IRouteConstraint> Constraints(RoutePatternParameterPart part) =>
        [.. part.ParameterPolicies.Select(policy => policies.Create(part, policy)).OfType<IRouteConstraint>()];

    // What reads text in its own way has no JSON, or another one: on the wire it is text.
    private Type TypeOf(StreamParameterDescription parameter)
    {
        var isText = parameter.Kind is StreamParameterKind.Route or StreamParameterKind.Query or StreamParameterKind.Header or StreamParameterKind.Form;
        var type = (isText && !TextSchema.IsKnown(parameter.Type)) || (isText && !host.KnowsJsonOf(parameter.Type)) ? typeof(string) : parameter.Type;
        return parameter.IsCollection && isText && host.KnowsJsonOf(ArrayOf(type)) ? ArrayOf(type) : type;
    }

    // Only of types whose arrays the generated binding makes too.
    [System.Diagnostics.CodeAnalysis.UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Arrays of these types are made by the generated binding, so their code is there.")]
    private static Type ArrayOf(Type type) => type.MakeArrayType();

    private static BindingSource SourceOf(StreamParameterKind kind) => kind switch
    {
        StreamParameterKind.Route => BindingSource.Path,
        StreamParameterKind.Query => BindingSource.Query,
        StreamParameterKind.Header => BindingSource.Header,
        StreamParameterKind.Form => BindingSource.Form,
        StreamParameterKind.File => BindingSource.FormFile,
        _ => BindingSource.Body,
    };

    private static string[] RequestFormats(StreamParameterKind kind, StreamEndpointDefinition definition) => kind switch
    {
        StreamParameterKind.Body or StreamParameterKind.ServiceOrBody => ["application/json"],
        StreamParameterKind.RawBody => ["application/octet-stream"],
        StreamParameterKind.File => ["multipart/form-data"],
        StreamParameterKind.Form when !definition.Parameters.Any(parameter => parameter.Kind == StreamParameterKind.File) => ["multipart/form-data", "application/x-www-form-urlencoded"],
        _ => [],
    };
}
