using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace SegStream.Shared.Parsing;

/// <summary>The five attributes that make a method an endpoint.</summary>
internal static class EndpointAttributes
{
    /// <summary>The attributes and their modes, members of <c>StreamMode</c>.</summary>
    public static readonly ImmutableArray<KeyValuePair<string, string>> Modes =
    [
        new(WellKnownNames.SseEndpointAttribute, "Sse"),
        new(WellKnownNames.JsonStreamAttribute, "Json"),
        new(WellKnownNames.TextStreamAttribute, "Text"),
        new(WellKnownNames.ChunkedStreamAttribute, "Chunked"),
        new(WellKnownNames.BinaryStreamAttribute, "Binary"),
    ];

    /// <summary>The mode of an attribute, or null when it does not make an endpoint.</summary>
    public static string? ModeOf(INamedTypeSymbol? attribute)
    {
        foreach (var mode in Modes)
        {
            if (attribute.Is(mode.Key))
            {
                return mode.Value;
            }
        }

        return null;
    }

    public static ImmutableArray<AttributeData> On(ISymbol symbol) =>
        [.. symbol.GetAttributes().Where(attribute => ModeOf(attribute.AttributeClass) is not null)];
}
