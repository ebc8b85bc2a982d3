using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SegStream.Shared.Model;

namespace SegStream.Shared.Parsing;

/// <summary>Finds the unions of other assemblies that an assembly streams.</summary>
internal static class ForeignUnions
{
    /// <summary>The union that an endpoint streams, when another assembly declares it.</summary>
    public static ForeignUnionModel? OfEndpoint(IMethodSymbol method, Compilation compilation) =>
        ReturnShape.Read(method, out _)?.EventType is INamedTypeSymbol type ? Of(type, isPublic: false, compilation) : null;

    /// <summary>The unions that attributes of the assembly ask for.</summary>
    public static IEnumerable<ForeignUnionModel> OfAssembly(ImmutableArray<AttributeData> attributes, Compilation compilation)
    {
        foreach (var attribute in attributes)
        {
            var isPublic = attribute.NamedArguments.Any(argument => argument is { Key: "Public", Value.Value: true });
            if (attribute.ConstructorArguments is [{ Value: INamedTypeSymbol type }] && Of(type, isPublic, compilation) is { } union)
            {
                yield return union;
            }
        }
    }

    private static ForeignUnionModel? Of(INamedTypeSymbol type, bool isPublic, Compilation compilation)
    {
        var definition = type.OriginalDefinition;
        return !SymbolEqualityComparer.Default.Equals(definition.ContainingAssembly, compilation.Assembly)
            && definition.FindAttribute(WellKnownNames.StreamEventsAttribute) is not null
            && UnionParser.ParseForeign(definition, compilation) is { } union
                ? new ForeignUnionModel(union, isPublic && union.IsPublic)
                : null;
    }
}
