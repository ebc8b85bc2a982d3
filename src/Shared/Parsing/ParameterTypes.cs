using Microsoft.CodeAnalysis;

namespace SegStream.Shared.Parsing;

/// <summary>What the rules of binding ask about a parameter and its type.</summary>
internal static class ParameterTypes
{
    public static bool IsFrom(this IParameterSymbol parameter, string metadataInterface, out AttributeData attribute)
    {
        attribute = parameter.GetAttributes().FirstOrDefault(candidate => candidate.AttributeClass?.Implements(metadataInterface) == true)!;
        return attribute is not null;
    }

    public static bool IsNullableValue(this ITypeSymbol type) => type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;

    public static bool IsStringValues(this ITypeSymbol type) => type.Underlying().Is(WellKnownNames.StringValues);

    public static ITypeSymbol Underlying(this ITypeSymbol type) => type.IsNullableValue() ? ((INamedTypeSymbol)type).TypeArguments[0] : type;

    public static bool HasBindAsync(this ITypeSymbol type) => type.Underlying().GetMembers("BindAsync").OfType<IMethodSymbol>()
        .Any(method => method.IsStatic && method.Parameters.Length is 1 or 2 && method.Parameters[0].Type.Is(WellKnownNames.HttpContext));
}
