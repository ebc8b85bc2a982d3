using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SegStream.Shared.Model;

namespace SegStream.Shared.Parsing;

/// <summary>Turns a union of events into a model.</summary>
internal static class UnionParser
{
    /// <summary>Names of generated members.</summary>
    public static readonly string[] GeneratedNames = ["Match", "Switch"];

    private const string Senders = "SenderExtensions";

    /// <summary>Reads the declaration of a union; its cases are added later.</summary>
    public static UnionModel? ParseUnion(INamedTypeSymbol type, Compilation compilation, FindingSink? report)
    {
        if (IsRefusedByTheCompiler(type, WellKnownNames.StreamEventsAttribute))
        {
            return null;
        }

        if (WhyInvalid(type, compilation) is { } reason)
        {
            report?.Invoke(RuleIds.InvalidUnion, FindingSpot.On(type), type.Name, reason);
            return null;
        }

        return IncludedUnions.Read(type, compilation, report) is { } includes ? Model(type, compilation, includes) : null;
    }

    /// <summary>
    /// The model of a union of another assembly, with its cases; null when they are not known or cannot be used here, or when an assembly that is referenced
    /// has the <c>Send</c> methods already.
    /// </summary>
    public static UnionModel? ParseForeign(INamedTypeSymbol type, Compilation compilation)
    {
        if (!Accessibility.IsVisible((ISymbol)type, compilation) || ContainingTypes(type).Any(container => container.IsGenericType) || HasSendMethods(type, compilation))
        {
            return null;
        }

        var includes = IncludedUnions.Read(type, compilation, report: null);
        var own = UnionCaseParser.OfForeign(type, compilation, out _);
        return own is null || includes is null ? null : UnionAssembly.Join(Model(type, compilation, includes.Value), own);
    }

    /// <summary>The union that a type derives from.</summary>
    public static INamedTypeSymbol? UnionOf(INamedTypeSymbol type) =>
        type.BaseType?.SelfOrBase(candidate => candidate.FindAttribute(WellKnownNames.StreamEventsAttribute) is not null)?.OriginalDefinition;

    /// <summary>The types around a type, from the inside.</summary>
    public static IEnumerable<INamedTypeSymbol> ContainingTypes(INamedTypeSymbol type)
    {
        for (var container = type.ContainingType; container is not null; container = container.ContainingType)
        {
            yield return container;
        }
    }

    /// <summary>A type without a name, or with the attribute on two of its parts, which would be read twice.</summary>
    public static bool IsRefusedByTheCompiler(INamedTypeSymbol type, string attributeName) =>
        !type.CanBeReferencedByName || type.GetAttributes().Count(attribute => attribute.AttributeClass.Is(attributeName)) > 1;

    /// <summary>The names of members that a generated one would hide or clash with.</summary>
    /// <param name="type">The type.</param>
    /// <param name="end">The base at which to stop; null for all bases.</param>
    public static EquatableArray<string> TakenNames(INamedTypeSymbol type, INamedTypeSymbol? end) => new(GeneratedNames
        .Where(name => type.SelfOrBase(level => SymbolEqualityComparer.Default.Equals(level.OriginalDefinition, end) || level.GetMembers(name).Length > 0) is { } found
            && !SymbolEqualityComparer.Default.Equals(found.OriginalDefinition, end)));

    private static UnionModel Model(INamedTypeSymbol type, Compilation compilation, EquatableArray<IncludedUnionModel> includes) => new()
    {
        HintName = UniqueNames.HintName(type),
        ClassName = UniqueNames.ClassName(type),
        Type = type.ToPlainSource(),
        Namespace = type.ContainingNamespace.IsGlobalNamespace ? null : type.ContainingNamespace.ToDisplayString(SymbolNames.Plain).Replace("global::", ""),
        ContainingTypes = new EquatableArray<string>(ContainingTypes(type).Reverse().Select(Header)),
        Name = SymbolNames.EscapeType(type.Name),
        TypeParameters = TypeParameters.List(type),
        TypeParameterNames = new EquatableArray<string>(type.TypeParameters.Select(parameter => parameter.Name)),
        Constraints = TypeParameters.Constraints(type),
        IsPublic = Accessibility.IsPublic(type),
        NeedsConstructor = !DeclaredConstructors(type).Any(),
        SenderClass = ClassBeside(type, Senders, compilation),
        MatchClass = ClassBeside(type, "Matching", compilation),
        TakenNames = new EquatableArray<string>(TakenNames(type, end: null).Concat(GeneratedNames.Where(name => name == type.Name)).Distinct()),
        Includes = includes,
        DisabledWarnings = new EquatableArray<string>(ReportedWarnings.Of(type)),
        Cases = EquatableArray<UnionCaseModel>.Empty,
    };

    private static bool HasSendMethods(INamedTypeSymbol type, Compilation compilation)
    {
        var path = UniqueNames.Path(type).Replace('.', '_');
        return new[] { path, path + "_" + UniqueNames.Hash(type) }.Any(name => compilation.GetTypesByMetadataName(InNamespaceOf(type, name + Senders))
            .Any(known => known.IsStatic && !SymbolEqualityComparer.Default.Equals(known.ContainingAssembly, compilation.Assembly) && Accessibility.IsPublic(known)));
    }

    /// <summary>
    /// The name of a class in the union's namespace. The plain one is for unions of which there is no second one with the same name: not nested, not
    /// generic, and without a class of that name in the source.
    /// </summary>
    private static string ClassBeside(INamedTypeSymbol type, string suffix, Compilation compilation)
    {
        var path = UniqueNames.Path(type).Replace('.', '_');
        var plain = path + suffix;
        var isPlain = type.ContainingType is null
            && !type.IsGenericType
            && type.Name.IndexOf('_') < 0
            && compilation.Assembly.GetTypeByMetadataName(InNamespaceOf(type, plain)) is null;
        return isPlain ? plain : path + "_" + UniqueNames.Hash(type) + suffix;
    }

    private static string InNamespaceOf(INamedTypeSymbol type, string name) =>
        type.ContainingNamespace.IsGlobalNamespace ? name : type.ContainingNamespace.ToDisplayString() + "." + name;

    private static string? WhyInvalid(INamedTypeSymbol type, Compilation compilation)
    {
        if (type is not { IsRecord: true, IsAbstract: true, TypeKind: TypeKind.Class } || !IsPartial(type))
        {
            return "it must be an abstract partial record";
        }

        if (ContainingTypes(type).Any(container => container.IsGenericType))
        {
            return "it must not be nested in a generic type";
        }

        if (type.IsGenericType && type.StaticConstructors.Any(constructor => !constructor.IsImplicitlyDeclared && !IsOurs(constructor, type)))
        {
            return "a generic union must not declare a static constructor, because the generated one registers each construction of it";
        }

        if (ContainingTypes(type).FirstOrDefault(container => !IsPartial(container)) is { } container)
        {
            return $"its containing type '{container.Name}' must be partial";
        }

        if (!Accessibility.IsVisible((ISymbol)type, compilation))
        {
            return "it must be accessible in the whole assembly";
        }

        return DeclaredConstructors(type).Any(IsOpen)
            ? "its constructors must be private, private protected or internal, so that no other assembly can add a case"
            : null;
    }

    // Analyzers see what the generator has added, too.
    private static bool IsOurs(IMethodSymbol constructor, INamedTypeSymbol type) => constructor.DeclaringSyntaxReferences
        .All(reference => reference.SyntaxTree.FilePath.EndsWith(UniqueNames.HintName(type) + ".g.cs", StringComparison.Ordinal));

    // A record's copy constructor takes the record itself and is protected by the rules of the language.
    private static IEnumerable<IMethodSymbol> DeclaredConstructors(INamedTypeSymbol type) =>
        type.InstanceConstructors.Where(constructor => !constructor.IsImplicitlyDeclared
            && !(constructor.Parameters is [var only] && SymbolEqualityComparer.Default.Equals(only.Type, type)));

    private static bool IsOpen(IMethodSymbol constructor) => constructor.DeclaredAccessibility
        is Microsoft.CodeAnalysis.Accessibility.Public
        or Microsoft.CodeAnalysis.Accessibility.Protected
        or Microsoft.CodeAnalysis.Accessibility.ProtectedOrInternal;

    private static bool IsPartial(INamedTypeSymbol type) => type.DeclaringSyntaxReferences
        .Any(reference => reference.GetSyntax() is TypeDeclarationSyntax declaration
            && declaration.Modifiers.Any(modifier => modifier.ValueText == "partial"));

    private static string Header(INamedTypeSymbol type)
    {
        var kind = type switch
        {
            { TypeKind: TypeKind.Interface } => "interface",
            { IsRecord: true, TypeKind: TypeKind.Struct } => "record struct",
            { IsRecord: true } => "record",
            { TypeKind: TypeKind.Struct } => "struct",
            _ => "class",
        };
        return "partial " + kind + " " + SymbolNames.EscapeType(type.Name);
    }
}
