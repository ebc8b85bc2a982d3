namespace SegStream.Shared.Model;

/// <summary>All that the generator needs to know of one endpoint. It holds text only, so that an unrelated edit compares equal.</summary>
internal sealed record EndpointModel
{
    /// <summary>The name of the generated file, without extension.</summary>
    public required string HintName { get; init; }

    /// <summary>The name of the generated class, unique in the assembly.</summary>
    public required string ClassName { get; init; }

    /// <summary>The method as logs show it: <c>Type.Method</c>.</summary>
    public required string DisplayName { get; init; }

    /// <summary>The type that declares the method.</summary>
    public required string ContainingType { get; init; }

    /// <summary>The method's name, escaped where it is a keyword.</summary>
    public required string MethodName { get; init; }

    public required bool IsStatic { get; init; }

    public required EndpointShape Shape { get; init; }

    public required ReturnWrapper Wrapper { get; init; }

    /// <summary>The type of the events; null where the method returns a result or uses the sender of all modes.</summary>
    public required string? EventType { get; init; }

    /// <summary>The type of the events as far as the signature tells it, also where the method returns a result.</summary>
    public required string? DescribedEventType { get; init; }

    /// <summary>The interface to which the returned value is cast, where overload resolution needs it.</summary>
    public required string? Cast { get; init; }

    /// <summary>Whether the returned value may be null as far as the compiler knows.</summary>
    public required bool ReturnsNullable { get; init; }

    /// <summary>The route pattern.</summary>
    public required string Route { get; init; }

    /// <summary>The HTTP method.</summary>
    public required string HttpMethod { get; init; }

    /// <summary>The initializers of the endpoint's definition, in the order of emission.</summary>
    public required EquatableArray<SettingModel> Settings { get; init; }

    public required EquatableArray<ParameterModel> Parameters { get; init; }

    /// <summary>The attributes of the method and its class, as expressions.</summary>
    public required EquatableArray<string> Metadata { get; init; }

    /// <summary>Warnings that generated code would repeat: experimental and obsolete API that the method already uses.</summary>
    public required EquatableArray<string> DisabledWarnings { get; init; }
}
