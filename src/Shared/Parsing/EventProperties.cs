using Microsoft.CodeAnalysis;

namespace SegStream.Shared.Parsing;

/// <summary>The properties of a type that the serializer writes, in its order: those of the type itself first, then those of its bases.</summary>
internal static class EventProperties
{
    private const string Namespace = "System.Text.Json.Serialization.";

    /// <summary>Reads them, or returns null when one of them is not understood.</summary>
    public static List<EventProperty>? Of(INamedTypeSymbol type, Compilation compilation)
    {
        var properties = new List<EventProperty>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var level = type; level is { SpecialType: SpecialType.None }; level = level.BaseType)
        {
            foreach (var member in level.GetMembers())
            {
                if (member is IFieldSymbol && EventTypeChecks.HasJsonAttribute(member))
                {
                    return null;
                }

                if (member is IPropertySymbol { IsStatic: false, IsIndexer: false } property && !TryAdd(property, properties, names, compilation))
                {
                    return null;
                }
            }
        }

        return properties;
    }

    private static bool TryAdd(IPropertySymbol property, List<EventProperty> properties, HashSet<string> names, Compilation compilation)
    {
        var isPublic = property.DeclaredAccessibility == Microsoft.CodeAnalysis.Accessibility.Public;
        if (!isPublic || property.GetMethod is not { DeclaredAccessibility: Microsoft.CodeAnalysis.Accessibility.Public } getter)
        {
            // Not serialized, unless an attribute says so.
            return !EventTypeChecks.HasJsonAttribute(property) && (!isPublic || names.Add(property.Name));
        }

        // Which of two properties of a name counts, where one hides or overrides the other, is a story of its own.
        if (property.Name.Length == 0 || !names.Add(property.Name) || property.IsOverride || !ReadAttributes(property, out var jsonName, out var isIgnored))
        {
            return false;
        }

        if (isIgnored)
        {
            return true;
        }

        properties.Add(new EventProperty(property, jsonName));
        return !property.ReturnsByRef
            && !property.ReturnsByRefReadonly
            && Accessibility.IsVisible(getter, compilation)
            && Accessibility.IsVisible(property.Type, compilation)
            && !EventTypeChecks.WarnsWhenNamed(property)
            && !EventTypeChecks.WarnsWhenNamed(getter);
    }

    private static bool ReadAttributes(IPropertySymbol property, out string? jsonName, out bool isIgnored)
    {
        jsonName = null;
        isIgnored = false;
        foreach (var attribute in property.GetAttributes().Where(EventTypeChecks.IsJsonAttribute))
        {
            var type = attribute.AttributeClass;
            if (type.Is(Namespace + "JsonPropertyNameAttribute") && attribute.ConstructorArguments is [{ Value: string name }])
            {
                jsonName = name;
            }
            else if (type.Is(Namespace + "JsonIgnoreAttribute") && attribute.NamedArguments.All(argument => argument.Value.Value is 1))
            {
                // 1 is Always, which is meant when nothing is said.
                isIgnored = true;
            }
            else if (!type.Is(Namespace + "JsonRequiredAttribute"))
            {
                return false;
            }
        }

        return true;
    }
}
