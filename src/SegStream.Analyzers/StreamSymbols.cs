using Microsoft.CodeAnalysis;
using SegStream.Shared;

namespace SegStream.Analyzers;

/// <summary>The types of SegStream that a compilation sees. A compilation without them has nothing to analyze.</summary>
internal sealed class StreamSymbols
{
    private readonly INamedTypeSymbol _sender;
    private readonly INamedTypeSymbol _typedSender;
    private readonly INamedTypeSymbol _response;
    private readonly INamedTypeSymbol _typedResponse;
    private readonly INamedTypeSymbol? _mustEnd;
    private readonly INamedTypeSymbol? _endsStream;
    private readonly INamedTypeSymbol? _borrows;
    private readonly INamedTypeSymbol? _takesOwnership;
    private readonly INamedTypeSymbol? _streamEvents;
    private readonly INamedTypeSymbol? _streamEvent;
    private readonly INamedTypeSymbol? _channelWriter;
    private readonly INamedTypeSymbol? _channelReader;
    private readonly INamedTypeSymbol? _twoTypeChannel;
    private readonly INamedTypeSymbol? _cancelled;
    private readonly INamedTypeSymbol? _task;
    private readonly INamedTypeSymbol? _valueTask;
    private readonly (INamedTypeSymbol? Attribute, ModeSet Mode)[] _endpointAttributes;

    private StreamSymbols(Compilation compilation, INamedTypeSymbol sender, INamedTypeSymbol typedSender, INamedTypeSymbol response, INamedTypeSymbol typedResponse)
    {
        _sender = sender;
        _typedSender = typedSender;
        _response = response;
        _typedResponse = typedResponse;
        _mustEnd = compilation.GetTypeByMetadataName(WellKnownNames.MustEndAttribute);
        _endsStream = compilation.GetTypeByMetadataName(WellKnownNames.EndsStreamAttribute);
        _borrows = compilation.GetTypeByMetadataName(WellKnownNames.BorrowsAttribute);
        _takesOwnership = compilation.GetTypeByMetadataName(WellKnownNames.TakesOwnershipAttribute);
        _streamEvents = compilation.GetTypeByMetadataName(WellKnownNames.StreamEventsAttribute);
        _streamEvent = compilation.GetTypeByMetadataName(WellKnownNames.StreamEventAttribute);
        _channelWriter = compilation.GetTypeByMetadataName(WellKnownNames.ChannelWriter);
        _channelReader = compilation.GetTypeByMetadataName(WellKnownNames.ChannelReader);
        _twoTypeChannel = compilation.GetTypeByMetadataName(WellKnownNames.TwoTypeChannel);
        _cancelled = compilation.GetTypeByMetadataName("System.OperationCanceledException");
        _task = compilation.GetTypeByMetadataName(WellKnownNames.TaskOfT);
        _valueTask = compilation.GetTypeByMetadataName(WellKnownNames.ValueTaskOfT);
        _endpointAttributes =
        [
            (compilation.GetTypeByMetadataName(WellKnownNames.SseEndpointAttribute), ModeSet.Sse),
            (compilation.GetTypeByMetadataName(WellKnownNames.JsonStreamAttribute), ModeSet.Json),
            (compilation.GetTypeByMetadataName(WellKnownNames.TextStreamAttribute), ModeSet.Text),
            (compilation.GetTypeByMetadataName(WellKnownNames.ChunkedStreamAttribute), ModeSet.Chunked),
            (compilation.GetTypeByMetadataName(WellKnownNames.BinaryStreamAttribute), ModeSet.Binary),
        ];
    }

    /// <summary>Finds the types; null when the compilation does not reference the runtime.</summary>
    public static StreamSymbols? Find(Compilation compilation)
    {
        return compilation.GetTypeByMetadataName(WellKnownNames.StreamSender) is { } sender
            && compilation.GetTypeByMetadataName(WellKnownNames.TypedStreamSender) is { } typedSender
            && compilation.GetTypeByMetadataName(WellKnownNames.StreamResponse) is { } response
            && compilation.GetTypeByMetadataName(WellKnownNames.TypedStreamResponse) is { } typedResponse
                ? new StreamSymbols(compilation, sender, typedSender, response, typedResponse)
                : null;
    }

    public bool IsUnifiedSender(ITypeSymbol? type) => Is(type, _sender);

    public bool IsTypedSender(ITypeSymbol? type) => Is(type, _typedSender);

    public bool IsSender(ITypeSymbol? type) => IsUnifiedSender(type) || IsTypedSender(type);

    public bool IsTypedResponse(ITypeSymbol? type) => Is(type, _typedResponse);

    public bool IsResponse(ITypeSymbol? type) => Is(type, _response) || IsTypedResponse(type);

    public bool IsChannelWriter(ITypeSymbol? type) => Is(type, _channelWriter);

    public bool IsChannelReader(ITypeSymbol? type) => Is(type, _channelReader);

    /// <summary>Whether the type is <c>Channel&lt;T&gt;</c>, <c>Channel&lt;TWrite, TRead&gt;</c> or derived from it.</summary>
    public bool IsChannel(ITypeSymbol? type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (Is(current, _twoTypeChannel))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether values of the type carry the duty to end a stream.</summary>
    public bool CarriesDuty(ITypeSymbol type) => IsSender(type) || IsResponse(type) || Has(type.OriginalDefinition, _mustEnd);

    public bool IsCancellation(ITypeSymbol? type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (Is(current, _cancelled))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether calling the method makes the caller the owner of the stream that it returns.</summary>
    public bool CreatesStream(IMethodSymbol method)
    {
        if (Is(method.ContainingType, _response))
        {
            return ModeOfFactory(method) != ModeSet.None && !method.Name.EndsWith("From", StringComparison.Ordinal);
        }

        return _mustEnd is not null && Has(method.OriginalDefinition.GetReturnTypeAttributes(), _mustEnd);
    }

    /// <summary>The mode of the response that a factory of <c>StreamResponse</c> makes; none for any other method.</summary>
    public ModeSet ModeOfFactory(IMethodSymbol method)
    {
        if (!method.IsStatic || !Is(method.ContainingType, _response))
        {
            return ModeSet.None;
        }

        return method.Name switch
        {
            "Sse" or "SseFrom" => ModeSet.Sse,
            "Json" or "JsonFrom" => ModeSet.Json,
            "Text" or "TextFrom" => ModeSet.Text,
            "Chunked" => ModeSet.Chunked,
            "Binary" => ModeSet.Binary,
            _ => ModeSet.None,
        };
    }

    /// <summary>The mode that the stream attribute of a method declares; none for a method without one.</summary>
    public ModeSet ModeOfEndpoint(IMethodSymbol method)
    {
        foreach (var attribute in method.GetAttributes())
        {
            foreach (var (type, mode) in _endpointAttributes)
            {
                if (type is not null && SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, type))
                {
                    return mode;
                }
            }
        }

        return ModeSet.None;
    }

    public bool IsEndpoint(IMethodSymbol method) => ModeOfEndpoint(method) != ModeSet.None;

    public bool EndsStream(IMethodSymbol method) => Has(method.OriginalDefinition, _endsStream);

    public bool EndsStream(IParameterSymbol parameter) => HasOnParameter(parameter, _endsStream);

    public bool Borrows(IParameterSymbol parameter) => HasOnParameter(parameter, _borrows);

    public bool TakesOwnership(IParameterSymbol parameter) => HasOnParameter(parameter, _takesOwnership);

    /// <summary>The declared union that a type is or belongs to, if any.</summary>
    public INamedTypeSymbol? UnionOf(ITypeSymbol type)
    {
        for (var current = type as INamedTypeSymbol; current is not null; current = current.BaseType)
        {
            if (Has(current, _streamEvents))
            {
                return current;
            }
        }

        return null;
    }

    /// <summary>What <c>[StreamEvent]</c> on a type says; null for a type without it.</summary>
    public EventCase? CaseOf(ITypeSymbol? type)
    {
        foreach (var data in type?.GetAttributes() ?? [])
        {
            if (_streamEvent is not null && SymbolEqualityComparer.Default.Equals(data.AttributeClass, _streamEvent))
            {
                return new EventCase(
                    data.ConstructorArguments.FirstOrDefault().Value as string,
                    data.NamedArguments.Any(argument => argument is { Key: "Terminal", Value.Value: true }));
            }
        }

        return null;
    }

    /// <summary>Whether a value of the type has to be awaited before its work is done.</summary>
    public bool IsAwaitable(ITypeSymbol type) => type.GetMembers("GetAwaiter").Length > 0 || type.BaseType?.GetMembers("GetAwaiter").Length > 0;

    /// <summary>The type inside a <c>Task&lt;T&gt;</c> or <c>ValueTask&lt;T&gt;</c>, else the type itself.</summary>
    public ITypeSymbol WithoutTask(ITypeSymbol type)
        => type is INamedTypeSymbol { TypeArguments.Length: 1 } named && (Is(type, _task) || Is(type, _valueTask)) ? named.TypeArguments[0] : type;

    private static bool Is(ITypeSymbol? type, INamedTypeSymbol? expected)
        => type is not null && expected is not null && SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, expected);

    private static bool Has(ISymbol symbol, INamedTypeSymbol? attribute) => attribute is not null && Has(symbol.GetAttributes(), attribute);

    private static bool Has(System.Collections.Immutable.ImmutableArray<AttributeData> attributes, INamedTypeSymbol attribute)
    {
        foreach (var data in attributes)
        {
            if (SymbolEqualityComparer.Default.Equals(data.AttributeClass, attribute))
            {
                return true;
            }
        }

        return false;
    }

    // The ownership attributes are inherited: an override need not repeat what the method that it overrides says.
    private static bool HasOnParameter(IParameterSymbol parameter, INamedTypeSymbol? attribute)
    {
        if (Has(parameter.OriginalDefinition, attribute))
        {
            return true;
        }

        for (var method = (parameter.ContainingSymbol as IMethodSymbol)?.OverriddenMethod; method is not null; method = method.OverriddenMethod)
        {
            if (parameter.Ordinal < method.Parameters.Length && Has(method.Parameters[parameter.Ordinal].OriginalDefinition, attribute))
            {
                return true;
            }
        }

        return false;
    }
}
