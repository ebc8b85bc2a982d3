using Microsoft.CodeAnalysis;
using SegStream.Shared.Model;

namespace SegStream.Shared.Parsing;

/// <summary>Reads which other unions' events are events of a union too.</summary>
internal static class IncludedUnions
{
    /// <summary>The included unions, or null when one of them cannot be.</summary>
    public static EquatableArray<IncludedUnionModel>? Read(INamedTypeSymbol type, Compilation compilation, FindingSink? report)
    {
        if (type.FindAttribute(WellKnownNames.StreamEventsAttribute) is not { ConstructorArguments: [{ Kind: TypedConstantKind.Array, IsNull: false, Values: { Length: > 0 } values }] } attribute)
        {
            return EquatableArray<IncludedUnionModel>.Empty;
        }

        var included = new List<IncludedUnionModel>();
        var reason = WhyNone(type);
        foreach (var value in values)
        {
            reason ??= Add(value.Value as INamedTypeSymbol, type, included, compilation);
        }

        if (reason is not null)
        {
            report?.Invoke(RuleIds.InvalidUnion, FindingSpot.OnArgument(attribute), type.Name, reason);
            return null;
        }

        return new EquatableArray<IncludedUnionModel>(included);
    }

    /// <summary>Two events of one name that come from two included unions; null when there are none.</summary>
    public static string? Duplicate(IEnumerable<UnionCaseModel> includedCases) =>
        includedCases.GroupBy(item => item.EventName, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1)?.Key;

    // What is included is carried by a generated record, which has to be one of the union's cases without knowing anything of it.
    private static string? WhyNone(INamedTypeSymbol type)
    {
        if (type.IsGenericType)
        {
            return "a generic union cannot include another one";
        }

        if (type.SelfOrBase(level => level.GetMembers().Any(member => member is { IsAbstract: true, IsImplicitlyDeclared: false, CanBeReferencedByName: true } and not INamedTypeSymbol or IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true })) is not null)
        {
            return "a union that includes another one must have no abstract and no required members, because the events of the other one do not have them";
        }

        return type.InstanceConstructors.Any(constructor => constructor.Parameters.IsEmpty)
            ? null
            : "a union that includes another one must have a constructor without parameters, because the events of the other one have none to give";
    }

    private static string? Add(INamedTypeSymbol? union, INamedTypeSymbol type, List<IncludedUnionModel> included, Compilation compilation)
    {
        if (union is null or { TypeKind: TypeKind.Error } || union.FindAttribute(WellKnownNames.StreamEventsAttribute) is not { } attribute)
        {
            return $"the included type '{union?.Name ?? "null"}' must be a union of events, marked with [StreamEvents]";
        }

        if (union.IsGenericType)
        {
            return $"the included union '{union.Name}' must not be generic";
        }

        if (attribute.ConstructorArguments is [{ Kind: TypedConstantKind.Array, IsNull: false, Values.Length: > 0 }])
        {
            return $"the included union '{union.Name}' must not include another one itself; include that one here too";
        }

        if (type.SelfOrBase(level => SymbolEqualityComparer.Default.Equals(level, union)) is not null || union.SelfOrBase(level => SymbolEqualityComparer.Default.Equals(level, type)) is not null)
        {
            return $"'{type.Name}' and the included union '{union.Name}' must not derive from one another";
        }

        if (!Accessibility.IsVisible((ISymbol)union, compilation) || (Accessibility.IsPublic(type) && !Accessibility.IsPublic(union)))
        {
            return $"the included union '{union.Name}' must be as accessible as the union itself";
        }

        var isForeign = !SymbolEqualityComparer.Default.Equals(union.ContainingAssembly, compilation.Assembly);
        var areAll = true;
        var cases = isForeign ? UnionCaseParser.OfForeign(union, compilation, out areAll) : [];
        if (cases is null || !areAll)
        {
            return $"the cases of the included union '{union.Name}' are not all known and accessible here";
        }

        if (included.Any(known => known.Type == union.ToPlainSource()))
        {
            return $"'{union.Name}' is included twice";
        }

        included.Add(new IncludedUnionModel
        {
            Type = union.ToPlainSource(),
            Name = union.Name,
            Wrapper = Wrapper(union, type, included, compilation),
            IsForeign = isForeign,
            Cases = new EquatableArray<UnionCaseModel>(cases),
        });
        return null;
    }

    private static string Wrapper(INamedTypeSymbol union, INamedTypeSymbol type, List<IncludedUnionModel> included, Compilation compilation)
    {
        // In another assembly the generated record is there, and is the one that is meant.
        var isForeign = !SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly);
        var name = "Included" + union.Name;
        while (name == type.Name || included.Any(known => known.Wrapper == name) || (!isForeign && type.GetMembers(name).Length > 0))
        {
            name += "_";
        }

        return name;
    }
}
