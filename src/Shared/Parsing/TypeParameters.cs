using Microsoft.CodeAnalysis;

namespace SegStream.Shared.Parsing;

/// <summary>The type parameters of a type as generated code writes them.</summary>
internal static class TypeParameters
{
    /// <summary><c>&lt;T, U&gt;</c>, or nothing.</summary>
    public static string List(INamedTypeSymbol type) =>
        type.TypeParameters.Length == 0 ? "" : "<" + string.Join(", ", type.TypeParameters.Select(parameter => SymbolNames.Escape(parameter.Name))) + ">";

    /// <summary>The constraints with a space before each, or nothing.</summary>
    public static string Constraints(INamedTypeSymbol type) => string.Concat(type.TypeParameters.Select(Constraint));

    /// <summary>Whether a type is built of a type parameter, its own or that of a type around it.</summary>
    public static bool AreIn(ITypeSymbol type) => type switch
    {
        ITypeParameterSymbol => true,
        IArrayTypeSymbol array => AreIn(array.ElementType),
        IPointerTypeSymbol pointer => AreIn(pointer.PointedAtType),
        INamedTypeSymbol named => named.TypeArguments.Any(AreIn) || (named.ContainingType is { } container && AreIn(container)),
        _ => false,
    };

    private static string Constraint(ITypeParameterSymbol parameter)
    {
        var parts = new List<string>();
        if (parameter.HasUnmanagedTypeConstraint)
        {
            parts.Add("unmanaged");
        }
        else if (parameter.HasValueTypeConstraint)
        {
            parts.Add("struct");
        }
        else if (parameter.HasReferenceTypeConstraint)
        {
            parts.Add(parameter.ReferenceTypeConstraintNullableAnnotation == NullableAnnotation.Annotated ? "class?" : "class");
        }
        else if (parameter.HasNotNullConstraint)
        {
            parts.Add("notnull");
        }

        parts.AddRange(parameter.ConstraintTypes.Select(type => type.ToSource()));
        if (parameter.HasConstructorConstraint)
        {
            parts.Add("new()");
        }

        if (parameter.AllowsRefLikeType)
        {
            parts.Add("allows ref struct");
        }

        return parts.Count == 0 ? "" : $" where {SymbolNames.Escape(parameter.Name)} : {string.Join(", ", parts)}";
    }
}
