using Microsoft.CodeAnalysis;

namespace SegStream.Shared.Parsing;

/// <summary>
/// Where a finding is to be shown. It names symbols, not places: the analyzer looks the place up, and the generator,
/// which must not hold one, drops it.
/// </summary>
internal readonly struct FindingSpot
{
    private FindingSpot(ISymbol? symbol, AttributeData? attribute, string? argument, bool returnType)
    {
        Symbol = symbol;
        Attribute = attribute;
        Argument = argument;
        IsReturnType = returnType;
    }

    public ISymbol? Symbol { get; }

    public AttributeData? Attribute { get; }

    /// <summary>The attribute's named argument; the first positional one when null.</summary>
    public string? Argument { get; }

    public bool IsReturnType { get; }

    /// <summary>The name of a symbol.</summary>
    public static FindingSpot On(ISymbol symbol) => new(symbol, null, null, false);

    /// <summary>The return type of a method.</summary>
    public static FindingSpot OnReturnType(IMethodSymbol method) => new(method, null, null, true);

    /// <summary>An argument of an attribute.</summary>
    public static FindingSpot OnArgument(AttributeData attribute, string? argument = null) => new(null, attribute, argument, false);

    /// <summary>A whole attribute.</summary>
    public static FindingSpot OnAttribute(AttributeData attribute) => new(null, attribute, "", false);
}
