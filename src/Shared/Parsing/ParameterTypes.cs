using Microsoft.CodeAnalysis;

namespace SegStream.Shared.Parsing;

/// <summary>What the rules of binding ask about the type of a parameter.</summary>
internal static class ParameterTypes
{
    public static bool IsNullableValue(this ITypeSymbol type) => type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;

    public static bool IsStringValues(this ITypeSymbol type) => type.Underlying().Is(WellKnownNames.StringValues);

    public static ITypeSymbol Underlying(this ITypeSymbol type) => type.IsNullableValue() ? ((INamedTypeSymbol)type).TypeArguments[0] : type;
}
