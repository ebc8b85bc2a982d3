using Microsoft.CodeAnalysis;

namespace SegStream.Shared.Parsing;

/// <summary>Finds out how an <c>[AsParameters]</c> object is made, with the rules of ASP.NET Core.</summary>
internal static class CompositeParser
{
    /// <summary>The values that the object is made of.</summary>
    /// <param name="target">The parameter that takes the object.</param>
    /// <param name="reason">Why the object cannot be made.</param>
    /// <returns>The arguments of its constructor or else the properties to set; null when it cannot be made.</returns>
    public static List<BindingTarget>? Members(BindingTarget target, out string reason)
    {
        if (target.Type.IsNullableValue() || target.Type.NullableAnnotation == NullableAnnotation.Annotated)
        {
            reason = "an [AsParameters] object is always made, so its type must not be nullable; make its members nullable instead";
            return null;
        }

        if (target.Type is not INamedTypeSymbol { IsAbstract: false, IsTupleType: false, TypeKind: TypeKind.Class or TypeKind.Struct } type)
        {
            reason = "[AsParameters] needs a class, record or struct that can be created";
            return null;
        }

        var constructor = Constructor(type, out reason);
        if (constructor is null)
        {
            return null;
        }

        var members = constructor.Parameters.IsEmpty
            ? Properties(type).Select(BindingTarget.Of).ToList()
            : constructor.Parameters.Select(parameter => BindingTarget.Of(parameter, PropertyOf(parameter, type))).ToList();
        if (Forgotten(type, constructor, members) is { } forgotten)
        {
            reason = $"nothing would set the required member '{forgotten}' of its type; make it a property with a public setter in a type without other constructors, or mark the constructor with [SetsRequiredMembers]";
            return null;
        }

        return members;
    }

    // One public constructor is taken whatever it takes; of several the one without parameters. A struct can always be made without one.
    private static IMethodSymbol? Constructor(INamedTypeSymbol type, out string reason)
    {
        var constructors = type.InstanceConstructors.Where(constructor => constructor.DeclaredAccessibility == Microsoft.CodeAnalysis.Accessibility.Public).ToList();
        var declared = constructors.Where(constructor => !(type.IsValueType && constructor is { IsImplicitlyDeclared: true, Parameters.IsEmpty: true })).ToList();
        var chosen = declared.Count == 1 ? declared[0] : constructors.FirstOrDefault(constructor => constructor.Parameters.IsEmpty);
        reason = chosen is not null ? ""
            : declared.Count == 0 ? "[AsParameters] needs a type with a public constructor"
            : "[AsParameters] needs a type with one public constructor, or with one that has no parameters";
        return chosen;
    }

    private static IPropertySymbol? PropertyOf(IParameterSymbol parameter, INamedTypeSymbol type)
    {
        IPropertySymbol? found = null;
        type.SelfOrBase(current => (found = current.GetMembers().OfType<IPropertySymbol>().FirstOrDefault(property =>
            property is { IsStatic: false, DeclaredAccessibility: Microsoft.CodeAnalysis.Accessibility.Public }
            && string.Equals(property.Name, parameter.Name, StringComparison.OrdinalIgnoreCase)
            && SymbolEqualityComparer.Default.Equals(property.Type, parameter.Type))) is not null);
        return found;
    }

    // The class's own properties come before those of its bases, as reflection lists them; one that is hidden or overridden counts once.
    private static IEnumerable<IPropertySymbol> Properties(INamedTypeSymbol type)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var current = type; current is { SpecialType: not SpecialType.System_Object }; current = current.BaseType)
        {
            foreach (var property in current.GetMembers().OfType<IPropertySymbol>())
            {
                if (property is { IsStatic: false, IsIndexer: false, DeclaredAccessibility: Microsoft.CodeAnalysis.Accessibility.Public } && seen.Add(property.Name) && property.SetMethod is { DeclaredAccessibility: Microsoft.CodeAnalysis.Accessibility.Public })
                {
                    yield return property;
                }
            }
        }
    }

    private static string? Forgotten(INamedTypeSymbol type, IMethodSymbol constructor, List<BindingTarget> members)
    {
        if (constructor.FindAttribute("System.Diagnostics.CodeAnalysis.SetsRequiredMembersAttribute") is not null)
        {
            return null;
        }

        for (var current = type; current is not null; current = current.BaseType)
        {
            foreach (var member in current.GetMembers())
            {
                if (member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true } && !members.Any(set => set.Initialized == member.Name))
                {
                    return member.Name;
                }
            }
        }

        return null;
    }
}
