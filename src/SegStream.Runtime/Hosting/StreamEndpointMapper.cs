using System.ComponentModel;
using System.Reflection;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace SegStream.Hosting;

/// <summary>Maps the endpoints of one assembly. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class StreamEndpointMapper
{
    internal const string ServicesMissing = "The services of SegStream are not registered. Call builder.Services.AddSegStream() before the application is built.";

    private readonly StreamHost _host;
    private readonly IServiceProviderIsService? _isService;

    private StreamEndpointMapper(IEndpointRouteBuilder endpoints, StreamHost host)
    {
        _host = host;
        Services = endpoints.ServiceProvider;
        _isService = Services.GetService<IServiceProviderIsService>();
        Group = endpoints.MapGroup("");
    }

    /// <summary>The application's services.</summary>
    public IServiceProvider Services { get; }

    /// <summary>The group that the endpoints are mapped in; conventions added to it apply to all of them.</summary>
    public RouteGroupBuilder Group { get; }

    /// <summary>Begins to map.</summary>
    /// <param name="endpoints">The application or a group of it.</param>
    /// <param name="assembly">The assembly whose endpoints they are.</param>
    /// <returns>The mapper.</returns>
    /// <exception cref="InvalidOperationException"><c>AddSegStream</c> was not called.</exception>
    public static StreamEndpointMapper Create(IEndpointRouteBuilder endpoints, Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(assembly);
        var host = endpoints.ServiceProvider.GetService<StreamHost>() ?? throw new InvalidOperationException(ServicesMissing);
        host.Forgotten.Mapped(assembly);
        return new StreamEndpointMapper(endpoints, host);
    }

    /// <summary>Whether a type can be resolved from the application's services.</summary>
    /// <typeparam name="TService">The type.</typeparam>
    /// <returns>Whether it is registered.</returns>
    public bool IsService<TService>() => _isService?.IsService(typeof(TService)) ?? false;

    /// <summary>How a JSON body is read, from the endpoint's context or else from the application's JSON options.</summary>
    /// <typeparam name="TBody">The type of the body.</typeparam>
    /// <param name="parameterName">The parameter that it is bound to, for the error message.</param>
    /// <param name="context">The endpoint's context. It need not know the body.</param>
    /// <returns>The type information.</returns>
    /// <exception cref="InvalidOperationException">Neither knows the type; the message says what to add.</exception>
    public JsonTypeInfo<TBody> Json<TBody>(string parameterName, JsonSerializerContext? context)
    {
        try
        {
            return (JsonTypeInfo<TBody>)_host.BodyTypeInfo(typeof(TBody), context);
        }
        catch (InvalidOperationException exception)
        {
            throw new InvalidOperationException($"The parameter '{parameterName}' cannot be read from a JSON body: {exception.Message}", exception);
        }
    }

    /// <summary>Makes an endpoint for methods whose events have one type.</summary>
    /// <typeparam name="T">The type of the events.</typeparam>
    /// <param name="definition">The endpoint.</param>
    /// <returns>The endpoint.</returns>
    /// <exception cref="InvalidOperationException">A setting is out of range, or the type cannot be sent in this mode; the message names it.</exception>
    public StreamEndpoint<T> CreateEndpoint<T>(StreamEndpointDefinition definition) => new(_host, definition);

    /// <summary>Makes an endpoint for methods that are given a unified sender.</summary>
    /// <param name="definition">The endpoint.</param>
    /// <returns>The endpoint.</returns>
    /// <exception cref="InvalidOperationException">A setting is out of range; the message names it.</exception>
    public UnifiedStreamEndpoint CreateUnifiedEndpoint(StreamEndpointDefinition definition) => new(_host, definition);

    /// <summary>Makes an endpoint for methods that return a response.</summary>
    /// <param name="definition">The endpoint.</param>
    /// <returns>The endpoint.</returns>
    /// <exception cref="InvalidOperationException">A setting is out of range; the message names it.</exception>
    public DetachedStreamEndpoint CreateDetachedEndpoint(StreamEndpointDefinition definition) => new(_host, definition);

    /// <summary>Adds an endpoint to the routes.</summary>
    /// <param name="definition">The endpoint.</param>
    /// <param name="handler">What answers its requests.</param>
    /// <param name="inferred">Metadata that follows from the parameters; null where nothing follows. The attributes of the method come after it and win.</param>
    public void Map(StreamEndpointDefinition definition, RequestDelegate handler, params object?[] inferred)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(inferred);
        if (definition.OnShutdown is { } policy)
        {
            _host.WarnIfEndless(definition.DisplayName, policy);
        }

        var builder = Group.MapMethods(definition.Route, [definition.Method], _host.Gate.Guard(definition, handler));
        builder.WithDisplayName($"{definition.Method} {definition.Route} => {definition.DisplayName}");
        builder.WithMetadata(definition, new StreamEndpointSetup(_host, StreamSettings.Resolve(_host.Options, definition)));
        builder.WithMetadata([.. inferred.OfType<object>()]);
        if (definition.Metadata.Count > 0)
        {
            builder.WithMetadata([.. definition.Metadata]);
        }

        if (definition.Name is { } name)
        {
            builder.WithName(name);
        }
    }
}
