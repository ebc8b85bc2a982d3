using Microsoft.CodeAnalysis;

namespace SegStream.Shared.Parsing;

/// <summary>Which types generated code may write in place of the serializer.</summary>
internal static class EventTypeChecks
{
    private const string JsonAttribute = "System.Text.Json.Serialization.JsonAttribute";

    // A warning or an error for whoever names the type, and not for the author's code alone.
    private static readonly string[] Warning =
    [
        "System.ObsoleteAttribute",
        "System.Diagnostics.CodeAnalysis.ExperimentalAttribute",
        "System.Diagnostics.CodeAnalysis.RequiresUnreferencedCodeAttribute",
        "System.Diagnostics.CodeAnalysis.RequiresDynamicCodeAttribute",
        "System.Diagnostics.CodeAnalysis.RequiresAssemblyFilesAttribute",
        "System.Runtime.Versioning.RequiresPreviewFeaturesAttribute",
        "System.Runtime.Versioning.SupportedOSPlatformAttribute",
        "System.Runtime.Versioning.UnsupportedOSPlatformAttribute",
    ];

    private static readonly string[] Texts = ["System.Guid", "System.DateTimeOffset", "System.DateOnly", "System.TimeOnly", "System.TimeSpan"];

    /// <summary>Whether the writer has a method for values of the type.</summary>
    public static bool IsWrittenDirectly(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_String or SpecialType.System_Boolean or SpecialType.System_Char or SpecialType.System_DateTime
            or SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Decimal => true,
        >= SpecialType.System_SByte and <= SpecialType.System_UInt64 => true,
        _ => type.TypeKind == TypeKind.Struct && Texts.Any(text => type.Is(text)),
    };

    public static bool IsPlainEnum(ITypeSymbol type, Compilation compilation) =>
        Accessibility.IsVisible(type, compilation) && !HasJsonAttribute(type) && !WarnsWhenNamed(type);

    /// <summary>Whether the serializer writes the type as an object of its public properties, by default.</summary>
    public static bool IsPlainObject(ITypeSymbol type, Compilation compilation)
    {
        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, SpecialType: SpecialType.None, IsStatic: false, IsRefLikeType: false, IsAnonymousType: false, IsTupleType: false, CanBeReferencedByName: true } named
            || named.IsUnboundGenericType
            || !Accessibility.IsVisible(type, compilation)
            || type.AllInterfaces.Any(IsCollection))
        {
            return false;
        }

        return named.SelfOrBase(level => level.SpecialType == SpecialType.None && !IsPlainLevel(level, isBase: !SymbolEqualityComparer.Default.Equals(level, named), compilation)) is null;
    }

    public static bool HasJsonAttribute(ISymbol symbol) => symbol.GetAttributes().Any(IsJsonAttribute);

    public static bool IsJsonAttribute(AttributeData attribute) => attribute.AttributeClass is not { TypeKind: not TypeKind.Error } type || type.SelfOrBase(level => level.Is(JsonAttribute)) is not null;

    /// <summary>Whether code that names the symbol may get a warning of its own.</summary>
    public static bool WarnsWhenNamed(ISymbol symbol)
    {
        for (ISymbol? current = symbol; current is not null and not INamespaceSymbol; current = current.ContainingType)
        {
            if (current.GetAttributes().Any(IsWarning))
            {
                return true;
            }
        }

        return symbol.ContainingModule?.GetAttributes().Any(IsWarning) is true || symbol.ContainingAssembly?.GetAttributes().Any(IsWarning) is true;
    }

    private static bool IsWarning(AttributeData attribute) => Warning.Any(name => attribute.AttributeClass.Is(name));

    // A base that is polymorphic is so where it is the declared type; its derived types are written as themselves.
    private static bool IsPlainLevel(INamedTypeSymbol level, bool isBase, Compilation compilation) =>
        level.TypeKind != TypeKind.Error
        && !IsOfTheFramework(level, compilation)
        && !WarnsWhenNamed(level)
        && !level.GetAttributes().Any(attribute => IsJsonAttribute(attribute) && !(isBase && IsPolymorphism(attribute)));

    private static bool IsPolymorphism(AttributeData attribute) =>
        attribute.AttributeClass.Is("System.Text.Json.Serialization.JsonPolymorphicAttribute") || attribute.AttributeClass.Is("System.Text.Json.Serialization.JsonDerivedTypeAttribute");

    // The serializer has converters of its own for many of them.
    private static bool IsOfTheFramework(INamedTypeSymbol type, Compilation compilation) =>
        !SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly)
        && (type.ContainingAssembly is not { Name: var name }
            || name is "mscorlib" or "netstandard" or "System"
            || name.StartsWith("System.", StringComparison.Ordinal)
            || name.StartsWith("Microsoft.", StringComparison.Ordinal));

    private static bool IsCollection(INamedTypeSymbol type) =>
        type.SpecialType == SpecialType.System_Collections_IEnumerable || type.Is(WellKnownNames.AsyncEnumerable);
}
