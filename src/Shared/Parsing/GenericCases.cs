using Microsoft.CodeAnalysis;

namespace SegStream.Shared.Parsing;

/// <summary>
/// The cases of generic unions. The generated code of a union is generic where the union is, and can name a case only in terms of the union's
/// type parameters.
/// </summary>
internal static class GenericCases
{
    /// <summary>The case in terms of its union's type parameters; null when it has others, or not all of them.</summary>
    /// <param name="type">The case's definition.</param>
    /// <param name="union">The union's definition.</param>
    public static INamedTypeSymbol? InTermsOf(INamedTypeSymbol type, INamedTypeSymbol union)
    {
        if (type.BaseType?.SelfOrBase(candidate => SymbolEqualityComparer.Default.Equals(candidate.OriginalDefinition, union)) is not { } constructed)
        {
            return null;
        }

        if (SymbolEqualityComparer.Default.Equals(constructed, union))
        {
            // Nested in the union, or the union is not generic.
            return type.IsGenericType == union.IsGenericType && type.TypeParameters.Length == 0 ? type : null;
        }

        return type.ContainingType is { IsGenericType: true } ? null : Construct(type, union, constructed);
    }

    // Each of the case's parameters stands at exactly one place of the union.
    private static INamedTypeSymbol? Construct(INamedTypeSymbol type, INamedTypeSymbol union, INamedTypeSymbol constructed)
    {
        if (type.TypeParameters.Length != union.TypeParameters.Length)
        {
            return null;
        }

        var arguments = new ITypeSymbol[type.TypeParameters.Length];
        for (var place = 0; place < arguments.Length; place++)
        {
            if (constructed.TypeArguments[place] is not ITypeParameterSymbol { TypeParameterKind: TypeParameterKind.Type } parameter
                || !SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, type)
                || arguments[parameter.Ordinal] is not null)
            {
                return null;
            }

            arguments[parameter.Ordinal] = union.TypeParameters[place];
        }

        var inTerms = type.Construct(arguments);
        return SameConstraints(type, arguments) ? inTerms : null;
    }

    private static bool SameConstraints(INamedTypeSymbol type, ITypeSymbol[] arguments)
    {
        for (var ordinal = 0; ordinal < arguments.Length; ordinal++)
        {
            var own = type.TypeParameters[ordinal];
            var given = (ITypeParameterSymbol)arguments[ordinal];
            if (own.HasUnmanagedTypeConstraint != given.HasUnmanagedTypeConstraint
                || own.HasValueTypeConstraint != given.HasValueTypeConstraint
                || own.HasReferenceTypeConstraint != given.HasReferenceTypeConstraint
                || own.HasNotNullConstraint != given.HasNotNullConstraint
                || own.HasConstructorConstraint != given.HasConstructorConstraint
                || !own.ConstraintTypes.Select(type => type.ToPlainSource().Replace(own.Name, given.Name)).SequenceEqual(given.ConstraintTypes.Select(type => type.ToPlainSource())))
            {
                return false;
            }
        }

        return true;
    }
}
