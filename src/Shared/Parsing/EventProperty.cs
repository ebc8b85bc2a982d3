using Microsoft.CodeAnalysis;

namespace SegStream.Shared.Parsing;

/// <summary>A property that the serializer writes.</summary>
/// <param name="symbol">The property.</param>
/// <param name="jsonName">The name that an attribute gives to it.</param>
internal readonly struct EventProperty(IPropertySymbol symbol, string? jsonName)
{
    public IPropertySymbol Symbol { get; } = symbol;

    public string? JsonName { get; } = jsonName;
}
