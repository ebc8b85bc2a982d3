using Microsoft.CodeAnalysis;

namespace SegStream.Shared.Parsing;

/// <summary>Whether generated code, a top-level class of the same assembly, may name a symbol.</summary>
internal static class Accessibility
{
    public static bool IsVisible(ISymbol symbol, Compilation compilation)
    {
        if (!compilation.IsSymbolAccessibleWithin(symbol, compilation.Assembly))
        {
            return false;
        }

        for (var type = symbol as INamedTypeSymbol ?? symbol.ContainingType; type is not null; type = type.ContainingType)
        {
            if (type.IsFileLocal || type.Name.Length == 0)
            {
                return false;
            }
        }

        return HasNamedNamespaces(symbol);
    }

    // While code is typed, a namespace may have no name yet.
    private static bool HasNamedNamespaces(ISymbol symbol)
    {
        for (var space = symbol.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            if (space.Name.Length == 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A type and everything it is built of.</summary>
    public static bool IsVisible(ITypeSymbol type, Compilation compilation) => type switch
    {
        IArrayTypeSymbol array => IsVisible(array.ElementType, compilation),
        INamedTypeSymbol named => IsVisible((ISymbol)named, compilation)
            && named.TypeArguments.All(argument => IsVisible(argument, compilation))
            && (named.ContainingType is null || IsVisible((ITypeSymbol)named.ContainingType, compilation)),
        _ => true,
    };

    /// <summary>Whether other assemblies see a type and everything it is built of.</summary>
    public static bool IsPublic(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => IsPublic(array.ElementType),
        INamedTypeSymbol named => named.DeclaredAccessibility is Microsoft.CodeAnalysis.Accessibility.Public
            && named.TypeArguments.All(IsPublic)
            && (named.ContainingType is null || IsPublic(named.ContainingType)),
        _ => true,
    };
}
