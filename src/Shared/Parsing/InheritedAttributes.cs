using Microsoft.CodeAnalysis;

namespace SegStream.Shared.Parsing;

/// <summary>
/// Attributes as reflection finds them with <c>inherit: true</c>: those of base types and overridden methods too, where the attribute
/// says so, as <c>[Authorize]</c> does. A guard on a base class guards the endpoints of its subclasses.
/// </summary>
internal static class InheritedAttributes
{
    /// <summary>The attributes of a class, those of its bases first.</summary>
    public static List<AttributeData> OfClass(INamedTypeSymbol type)
    {
        var levels = new List<ISymbol>();
        for (var current = type; current is { SpecialType: not SpecialType.System_Object }; current = current.BaseType)
        {
            levels.Add(current);
        }

        return Merge(levels);
    }

    /// <summary>The attributes of a method, those of what it overrides first.</summary>
    public static List<AttributeData> OfMethod(IMethodSymbol method)
    {
        var levels = new List<ISymbol>();
        for (var current = method; current is not null; current = current.OverriddenMethod)
        {
            levels.Add(current);
        }

        return Merge(levels);
    }

    private static List<AttributeData> Merge(List<ISymbol> levels)
    {
        var merged = new List<AttributeData>();
        for (var level = levels.Count - 1; level >= 0; level--)
        {
            var own = levels[level].GetAttributes();
            merged.RemoveAll(inherited => !Usage(inherited, "AllowMultiple", false) && own.Any(attribute => SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, inherited.AttributeClass)));
            merged.AddRange(own.Where(attribute => level == 0 || Usage(attribute, "Inherited", true)));
        }

        return merged;
    }

    private static bool Usage(AttributeData attribute, string property, bool standard)
    {
        // The usage is itself inherited by attributes that derive from another one.
        AttributeData? usage = null;
        attribute.AttributeClass?.SelfOrBase(type => (usage = type.FindAttribute("System.AttributeUsageAttribute")) is not null);
        return usage?.NamedArguments.FirstOrDefault(argument => argument.Key == property).Value.Value as bool? ?? standard;
    }
}
