using Microsoft.CodeAnalysis;

namespace SegStream.Shared.Parsing;

/// <summary>How a type binds itself, looked up in the order of ASP.NET Core: the interface, then the method with the parameter's description, then the one without.</summary>
internal sealed class BindAsyncMethod
{
    private BindAsyncMethod(bool isInterface, bool takesParameter, bool mayBeNull)
    {
        IsInterface = isInterface;
        TakesParameter = takesParameter;
        MayBeNull = mayBeNull;
    }

    /// <summary>Whether the method is that of <c>IBindableFromHttpContext</c>, which may be implemented explicitly.</summary>
    public bool IsInterface { get; }

    /// <summary>Whether the method is given a <c>ParameterInfo</c>.</summary>
    public bool TakesParameter { get; }

    /// <summary>Whether the result may say that there is no value.</summary>
    public bool MayBeNull { get; }

    /// <summary>Finds the method.</summary>
    /// <param name="type">The type of the parameter, without nullability.</param>
    /// <param name="compilation">The compilation, whose generated code calls the method.</param>
    /// <param name="isClose">Whether the type has a method of the name that does not have the right form.</param>
    /// <returns>The method, or null.</returns>
    public static BindAsyncMethod? Find(ITypeSymbol type, Compilation compilation, out bool isClose)
    {
        isClose = false;
        if (type is not INamedTypeSymbol named)
        {
            return null;
        }

        if (named.AllInterfaces.Any(candidate => candidate.Is(WellKnownNames.BindableFromHttpContext) && SymbolEqualityComparer.Default.Equals(candidate.TypeArguments[0], named)))
        {
            return new BindAsyncMethod(isInterface: true, takesParameter: true, mayBeNull: true);
        }

        var methods = Candidates(named);
        var fitting = methods.Where(method => Fits(method, named) && Accessibility.IsVisible((ISymbol)method, compilation))
            .OrderByDescending(method => method.Parameters.Length)
            .FirstOrDefault();
        isClose = fitting is null && methods.Count > 0;
        return fitting is null
            ? null
            : new BindAsyncMethod(isInterface: false, fitting.Parameters.Length == 2, named.IsReferenceType || Result(fitting)!.IsNullableValue());
    }

    private static List<IMethodSymbol> Candidates(INamedTypeSymbol type)
    {
        var methods = new List<IMethodSymbol>();
        for (var current = type; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            methods.AddRange(current.GetMembers("BindAsync").OfType<IMethodSymbol>().Where(method => method is { IsStatic: true, DeclaredAccessibility: Microsoft.CodeAnalysis.Accessibility.Public }));
        }

        return methods;
    }

    private static bool Fits(IMethodSymbol method, INamedTypeSymbol type) =>
        !method.IsGenericMethod
        && method.Parameters.Length is 1 or 2
        && method.Parameters.All(parameter => parameter.RefKind == RefKind.None)
        && method.Parameters[0].Type.Is(WellKnownNames.HttpContext)
        && (method.Parameters.Length == 1 || method.Parameters[1].Type.Is(WellKnownNames.ParameterInfo))
        && Result(method) is { } result
        && SymbolEqualityComparer.Default.Equals(result.Underlying(), type);

    private static ITypeSymbol? Result(IMethodSymbol method) =>
        method.ReturnType.Is(WellKnownNames.ValueTaskOfT) ? ((INamedTypeSymbol)method.ReturnType).TypeArguments[0] : null;
}
