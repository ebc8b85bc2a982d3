using Microsoft.CodeAnalysis;

namespace SegStream.Shared.Parsing;

/// <summary>Finds how a type is read from text, in the order in which ASP.NET Core's minimal APIs look.</summary>
internal static class TextParsers
{
    private const string Parsers = "global::SegStream.Hosting.ParameterParsers.";

    /// <summary>The expression of a parser, or null for a type that is not read from text.</summary>
    public static string? For(ITypeSymbol type, Compilation compilation)
    {
        if (type is not INamedTypeSymbol named || named.IsRefLikeType)
        {
            return null;
        }

        if (named.TypeKind == TypeKind.Enum)
        {
            return Parsers + "Enum<" + named.ToPlainSource() + ">";
        }

        if (named.Is(WellKnownNames.Uri))
        {
            return Parsers + "Uri";
        }

        if (named.SpecialType == SpecialType.System_DateTime || named.Is("System.DateTimeOffset"))
        {
            return Parsers + named.Name;
        }

        if (named.AllInterfaces.Any(candidate => candidate.Is(WellKnownNames.Parsable) && SymbolEqualityComparer.Default.Equals(candidate.TypeArguments[0], named)))
        {
            return Parsers + "Parsable<" + named.ToPlainSource() + ">";
        }

        return TryParseMethod(named, compilation);
    }

    private static string? TryParseMethod(INamedTypeSymbol type, Compilation compilation)
    {
        var methods = type.GetMembers("TryParse").OfType<IMethodSymbol>()
            .Where(method => method is { IsStatic: true, IsGenericMethod: false, ReturnType.SpecialType: SpecialType.System_Boolean }
                && method.Parameters.Length is 2 or 3
                && method.Parameters[0] is { Type.SpecialType: SpecialType.System_String, RefKind: RefKind.None }
                && method.Parameters[method.Parameters.Length - 1] is { RefKind: RefKind.Out } value
                && SymbolEqualityComparer.Default.Equals(value.Type, type)
                && (method.Parameters.Length == 2 || method.Parameters[1].Type.Is("System.IFormatProvider"))
                && Accessibility.IsVisible(method, compilation))
            .OrderByDescending(method => method.Parameters.Length)
            .ToList();
        if (methods.Count == 0)
        {
            return null;
        }

        var source = type.ToPlainSource();
        var annotation = type.IsReferenceType ? "?" : "";
        var provider = methods[0].Parameters.Length == 3 ? "global::System.Globalization.CultureInfo.InvariantCulture, " : "";
        return $"static (string text, out {source}{annotation} value) => {source}.TryParse(text, {provider}out value)";
    }
}
