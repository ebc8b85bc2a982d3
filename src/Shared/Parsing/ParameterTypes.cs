using Microsoft.CodeAnalysis;
using SegStream.Shared.Model;

namespace SegStream.Shared.Parsing;

/// <summary>What the rules of binding ask about the type of a parameter.</summary>
internal static class ParameterTypes
{
    public static bool IsNullableValue(this ITypeSymbol type) => type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;

    /// <summary>Only of ASP.NET Core's own attributes it is known at compile time what name they give.</summary>
    public static bool IsKnown(this AttributeData attribute) =>
        attribute.AttributeClass is { } type
        && type.ContainingNamespace.ToDisplayString() == "Microsoft.AspNetCore.Mvc"
        && type.ContainingAssembly.Name.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal);

    /// <summary>How the body is handed over as it is; null for types that are made of it.</summary>
    public static ParameterKind? RawBody(this ITypeSymbol type) => type.Is("System.IO.Stream") ? ParameterKind.BodyStream
        : type.Is("System.IO.Pipelines.PipeReader") ? ParameterKind.BodyReader
        : null;

    public static bool IsStringValues(this ITypeSymbol type) => type.Underlying().Is(WellKnownNames.StringValues);

    public static ITypeSymbol Underlying(this ITypeSymbol type) => type.IsNullableValue() ? ((INamedTypeSymbol)type).TypeArguments[0] : type;
}
