using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SegStream.Shared.Model;

namespace SegStream.Shared.Parsing;

/// <summary>Turns a union of events and its cases into models.</summary>
internal static class UnionParser
{
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

        return new UnionModel
        {
            HintName = UniqueNames.HintName(type),
            ClassName = UniqueNames.ClassName(type),
            Type = type.ToPlainSource(),
            Namespace = type.ContainingNamespace.IsGlobalNamespace ? null : type.ContainingNamespace.ToDisplayString(SymbolNames.Plain).Replace("global::", ""),
            ContainingTypes = new EquatableArray<string>(ContainingTypes(type).Reverse().Select(Header)),
            Name = SymbolNames.EscapeType(type.Name),
            NeedsConstructor = !DeclaredConstructors(type).Any(),
            Cases = EquatableArray<UnionCaseModel>.Empty,
        };
    }

    /// <summary>Reads a case, or returns null when it belongs to no union of this compilation.</summary>
    public static UnionCaseModel? ParseCase(INamedTypeSymbol type, Compilation compilation, FindingSink? report)
    {
        if (IsRefusedByTheCompiler(type, WellKnownNames.StreamEventAttribute)
            || type.FindAttribute(WellKnownNames.StreamEventAttribute) is not { ConstructorArguments: [{ Kind: not TypedConstantKind.Error } name] } attribute)
        {
            return null;
        }

        var isValid = true;
        if (WhyInvalidName(name.Value as string) is { } nameReason)
        {
            report?.Invoke(RuleIds.InvalidEventName, FindingSpot.OnArgument(attribute), Printable(name.Value as string), nameReason);
            isValid = false;
        }

        var union = UnionOf(type);
        if (WhyInvalidCase(type, union, compilation) is { } reason)
        {
            report?.Invoke(RuleIds.InvalidUnionCase, FindingSpot.On(type), type.Name, reason);
            isValid = false;
        }

        return union is null ? null : new UnionCaseModel
        {
            UnionType = union.ToPlainSource(),
            Type = type.ToPlainSource(),
            EventName = name.Value as string ?? "",
            IsTerminal = Flag(attribute, "Terminal"),
            IsError = Flag(attribute, "Error"),
            IsConstructibleFromMessage = IsConstructibleFromMessage(type, compilation),
            Order = Order(type),
            IsValid = isValid,
        };
    }

    /// <summary>The union that a type derives from.</summary>
    public static INamedTypeSymbol? UnionOf(INamedTypeSymbol type) =>
        type.BaseType?.SelfOrBase(candidate => candidate.FindAttribute(WellKnownNames.StreamEventsAttribute) is not null)?.OriginalDefinition;

    // A type without a name, or with the attribute on two of its parts, which would be read twice.
    private static bool IsRefusedByTheCompiler(INamedTypeSymbol type, string attributeName) =>
        !type.CanBeReferencedByName || type.GetAttributes().Count(attribute => attribute.AttributeClass.Is(attributeName)) > 1;

    private static string? WhyInvalid(INamedTypeSymbol type, Compilation compilation)
    {
        if (type is not { IsRecord: true, IsAbstract: true, TypeKind: TypeKind.Class } || !IsPartial(type))
        {
            return "it must be an abstract partial record";
        }

        if (type.IsGenericType || ContainingTypes(type).Any(container => container.IsGenericType))
        {
            return "it must not be generic or nested in a generic type";
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

    private static string? WhyInvalidCase(INamedTypeSymbol type, INamedTypeSymbol? union, Compilation compilation)
    {
        if (union is null)
        {
            return "it does not derive from a record marked with [StreamEvents]";
        }

        if (!SymbolEqualityComparer.Default.Equals(union.ContainingAssembly, compilation.Assembly))
        {
            return "its union is declared in another assembly";
        }

        if (!type.IsSealed)
        {
            return "it must be sealed";
        }

        if (type.IsGenericType || ContainingTypes(type).Any(container => container.IsGenericType))
        {
            return "it must not be generic or nested in a generic type";
        }

        return Accessibility.IsVisible((ISymbol)type, compilation) ? null : "it must be accessible in the whole assembly";
    }

    private static string? WhyInvalidName(string? name) => name switch
    {
        null or "" => "it is empty",
        _ when name.IndexOfAny(['\r', '\n']) >= 0 => "it has a line break, which would start a new field of the frame",
        _ when name.IndexOf('\0') >= 0 => "it has a NUL character",
        _ => null,
    };

    private static string Printable(string? name) => name is null ? "null" : Literals.Text(name).Trim('"');

    private static bool Flag(AttributeData attribute, string name) =>
        attribute.NamedArguments.Any(argument => argument.Key == name && argument.Value.Value is true);

    private static bool IsConstructibleFromMessage(INamedTypeSymbol type, Compilation compilation) =>
        type.InstanceConstructors.Any(constructor =>
            constructor.Parameters.Length > 0
            && constructor.Parameters[0] is { Type.SpecialType: SpecialType.System_String, RefKind: RefKind.None, IsParams: false }
            && constructor.Parameters.Skip(1).All(parameter => parameter.IsOptional || parameter.IsParams)
            && Accessibility.IsVisible(constructor, compilation)
            && (constructor.FindAttribute("System.Diagnostics.CodeAnalysis.SetsRequiredMembersAttribute") is not null || !HasRequiredMembers(type)));

    private static bool HasRequiredMembers(INamedTypeSymbol type) =>
        type.SelfOrBase(candidate => candidate.GetMembers().Any(member => member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true })) is not null;

    // A record's copy constructor takes the record itself and is protected by the rules of the language.
    private static IEnumerable<IMethodSymbol> DeclaredConstructors(INamedTypeSymbol type) =>
        type.InstanceConstructors.Where(constructor => !constructor.IsImplicitlyDeclared
            && !(constructor.Parameters is [var only] && SymbolEqualityComparer.Default.Equals(only.Type, type)));

    private static bool IsOpen(IMethodSymbol constructor) => constructor.DeclaredAccessibility
        is Microsoft.CodeAnalysis.Accessibility.Public
        or Microsoft.CodeAnalysis.Accessibility.Protected
        or Microsoft.CodeAnalysis.Accessibility.ProtectedOrInternal;

    private static IEnumerable<INamedTypeSymbol> ContainingTypes(INamedTypeSymbol type)
    {
        for (var container = type.ContainingType; container is not null; container = container.ContainingType)
        {
            yield return container;
        }
    }

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

    // The file and the position among its siblings on every level: sorts as the source reads, and an edit inside another member does not change it.
    private static string Order(INamedTypeSymbol type)
    {
        var reference = type.DeclaringSyntaxReferences
            .OrderBy(candidate => candidate.SyntaxTree.FilePath, StringComparer.Ordinal)
            .ThenBy(candidate => candidate.Span.Start)
            .First();
        var order = "";
        for (var node = reference.GetSyntax(); node.Parent is { } parent; node = parent)
        {
            var index = parent.ChildNodes().TakeWhile(sibling => sibling != node).Count(sibling => sibling is BaseTypeDeclarationSyntax or BaseNamespaceDeclarationSyntax);
            order = index.ToString("D6", CultureInfo.InvariantCulture) + order;
        }

        return reference.SyntaxTree.FilePath + "|" + order;
    }
}
