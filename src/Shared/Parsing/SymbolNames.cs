using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SegStream.Shared.Parsing;

/// <summary>Compares symbols with metadata names and writes them as source.</summary>
internal static class SymbolNames
{
    /// <summary>A type as generated code writes it: <c>global::</c>, keywords escaped, without nullability.</summary>
    public static readonly SymbolDisplayFormat Plain = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers | SymbolDisplayMiscellaneousOptions.UseSpecialTypes);

    /// <summary>As <see cref="Plain"/>, with <c>?</c> on nullable reference types.</summary>
    public static readonly SymbolDisplayFormat Annotated = Plain
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    public static string ToSource(this ITypeSymbol type) => EscapeAwait(type.ToDisplayString(Annotated));

    /// <summary>The type without its outermost nullability; type arguments keep theirs.</summary>
    public static string ToSourceNotNull(this ITypeSymbol type) =>
        EscapeAwait(type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToDisplayString(Annotated));

    public static string ToPlainSource(this ITypeSymbol type) => EscapeAwait(type.ToDisplayString(Plain));

    /// <summary>The name of a variable or member. Of the contextual keywords only <c>await</c> is one where such a name is written.</summary>
    public static string Escape(string identifier) =>
        SyntaxFacts.GetKeywordKind(identifier) != SyntaxKind.None || identifier == "await" ? "@" + identifier : identifier;

    /// <summary>The name of a type that is being declared, where contextual keywords as <c>record</c> and <c>file</c> are not allowed.</summary>
    public static string EscapeType(string identifier) =>
        SyntaxFacts.GetKeywordKind(identifier) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(identifier) != SyntaxKind.None
            ? "@" + identifier
            : identifier;

    /// <summary>Whether a type's definition has a metadata name. Allocates nothing: it runs for every parameter on every keystroke.</summary>
    public static bool Is(this ITypeSymbol? type, string metadataName)
    {
        if (type is not INamedTypeSymbol { ContainingType: null } named)
        {
            return false;
        }

        var name = named.MetadataName;
        var start = metadataName.Length - name.Length;
        if (start < 0 || string.CompareOrdinal(metadataName, start, name, 0, name.Length) != 0)
        {
            return false;
        }

        return IsNamespace(named.ContainingNamespace, metadataName, start);
    }

    /// <summary>Whether the type is, or is constructed from a type that implements, an interface.</summary>
    public static bool Implements(this ITypeSymbol type, string metadataName)
    {
        if (type.Is(metadataName))
        {
            return true;
        }

        foreach (var candidate in type.AllInterfaces)
        {
            if (candidate.Is(metadataName))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The type itself or the first of its base types that satisfies a condition.</summary>
    public static INamedTypeSymbol? SelfOrBase(this ITypeSymbol type, Func<INamedTypeSymbol, bool> condition)
    {
        for (var current = type as INamedTypeSymbol; current is not null; current = current.BaseType)
        {
            if (condition(current))
            {
                return current;
            }
        }

        return null;
    }

    public static AttributeData? FindAttribute(this ISymbol symbol, string metadataName)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass.Is(metadataName))
            {
                return attribute;
            }
        }

        return null;
    }

    // The compiler's display knows 'await' for no keyword, but in an async method it is one.
    private static string EscapeAwait(string source) =>
        source.IndexOf("await", StringComparison.Ordinal) < 0 ? source : Regex.Replace(source, @"(?<![\w@])await(?!\w)", "@await");

    private static bool IsNamespace(INamespaceSymbol? current, string metadataName, int end)
    {
        while (current is { IsGlobalNamespace: false })
        {
            var name = current.Name;
            var start = end - 1 - name.Length;
            if (start < 0 || metadataName[end - 1] != '.' || string.CompareOrdinal(metadataName, start, name, 0, name.Length) != 0)
            {
                return false;
            }

            end = start;
            current = current.ContainingNamespace;
        }

        return end == 0;
    }
}
