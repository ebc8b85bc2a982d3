using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SegStream.Manifests;

namespace SegStream.Hosting;

/// <summary>Makes the manifest of an application.</summary>
internal sealed class ManifestMaker
{
    private readonly StreamHost _host;
    private readonly string _application;
    private readonly SchemaBook _schemas = new();
    private readonly FunctionDescriber _describer;
    private readonly List<FunctionDraft> _drafts = [];

    private ManifestMaker(IServiceProvider services)
    {
        _host = services.GetService<StreamHost>() ?? throw new InvalidOperationException(StreamEndpointMapper.ServicesMissing);
        _application = services.GetRequiredService<IHostEnvironment>().ApplicationName;
        var isService = services.GetService<IServiceProviderIsService>();
        _describer = new FunctionDescriber(_host, _schemas, type => isService?.IsService(type) ?? false);
    }

    /// <summary>Describes the endpoints that have been mapped, but for those that are not to be described.</summary>
    public static StreamManifest OfEndpoints(IEnumerable<Endpoint> endpoints, IServiceProvider services)
    {
        var maker = new ManifestMaker(services);
        foreach (var endpoint in InOrder(endpoints.OfType<RouteEndpoint>(), endpoint => endpoint.RoutePattern, endpoint => endpoint.Metadata.GetMetadata<StreamEndpointDefinition>()?.Method ?? ""))
        {
            if (endpoint.Metadata.GetMetadata<StreamEndpointDefinition>() is { } definition
                && endpoint.Metadata.GetMetadata<StreamEndpointSetup>() is { } setup
                && endpoint.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>() is not { ExcludeFromDescription: true })
            {
                maker._drafts.Add(maker._describer.Describe(definition, setup.Settings, endpoint.RoutePattern, endpoint.Metadata));
            }
        }

        return maker.Finish();
    }

    /// <summary>Describes endpoints that need not have been mapped.</summary>
    public static StreamManifest OfDefinitions(IEnumerable<StreamEndpointDefinition> definitions, IServiceProvider services)
    {
        var maker = new ManifestMaker(services);
        var patterns = definitions.Select(definition => (Definition: definition, Pattern: RoutePatternFactory.Parse(definition.Route)));
        foreach (var (definition, pattern) in InOrder(patterns, pair => pair.Pattern, pair => pair.Definition.Method))
        {
            var metadata = definition.Name is null ? definition.Metadata : [.. definition.Metadata, new EndpointNameMetadata(definition.Name)];
            maker._drafts.Add(maker._describer.Describe(definition, StreamSettings.Resolve(maker._host.Options, definition), pattern, new EndpointMetadataCollection(metadata)));
        }

        return maker.Finish();
    }

    private static IEnumerable<T> InOrder<T>(IEnumerable<T> items, Func<T, RoutePattern> pattern, Func<T, string> method) =>
        items.OrderBy(item => (pattern(item).RawText ?? "").TrimStart('/'), StringComparer.Ordinal).ThenBy(method, StringComparer.Ordinal);

    private StreamManifest Finish()
    {
        var definitions = _schemas.Close().ToDictionary(pair => pair.Key, pair => FunctionDraft.Element(pair.Value), StringComparer.Ordinal);
        var sharers = _drafts.ToLookup(draft => draft.Name, StringComparer.Ordinal);
        return new StreamManifest
        {
            Application = _application,
            Functions = [.. _drafts.Select(draft => draft.Finish(draft, NameOf(draft, sharers)))],
            Definitions = definitions,
        };
    }

    // Overloads, and endpoints that are mapped twice: their places tell them apart.
    private static string NameOf(FunctionDraft draft, ILookup<string, FunctionDraft> sharers) =>
        sharers[draft.Name].Skip(1).Any() ? $"{draft.Name} ({draft.Method} {draft.Route})" : draft.Name;
}
