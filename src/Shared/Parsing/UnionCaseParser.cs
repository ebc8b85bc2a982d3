using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SegStream.Shared.Model;

namespace SegStream.Shared.Parsing;

/// <summary>Turns the cases of unions into models.</summary>
internal static class UnionCaseParser
{
    /// <summary>Reads a case, or returns null when it belongs to no union of this compilation.</summary>
    public static UnionCaseModel? Parse(INamedTypeSymbol type, Compilation compilation, FindingSink? report)
    {
        if (UnionParser.IsRefusedByTheCompiler(type, WellKnownNames.StreamEventAttribute)
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

        var union = UnionParser.UnionOf(type);
        if (WhyInvalid(type, union, compilation) is { } reason)
        {
            report?.Invoke(RuleIds.InvalidUnionCase, FindingSpot.On(type), type.Name, reason);
            isValid = false;
        }

        return union is null ? null : Model(type, union, attribute, compilation) with { Order = Order(type), IsValid = isValid };
    }

    /// <summary>The cases of a union of another assembly that can be named here; null when the union does not list its cases.</summary>
    public static List<UnionCaseModel>? OfForeign(INamedTypeSymbol union, Compilation compilation, out bool areAll)
    {
        areAll = false;
        if (union.FindAttribute(WellKnownNames.StreamEventCasesAttribute) is not { ConstructorArguments: [{ Kind: TypedConstantKind.Array, IsNull: false } listed] })
        {
            return null;
        }

        var cases = new List<UnionCaseModel>();
        foreach (var constant in listed.Values)
        {
            if ((constant.Value as INamedTypeSymbol)?.OriginalDefinition is { TypeKind: TypeKind.Class } type
                && Accessibility.IsVisible((ISymbol)type, compilation)
                && GenericCases.InTermsOf(type, union) is not null
                && type.FindAttribute(WellKnownNames.StreamEventAttribute) is { } attribute)
            {
                cases.Add(Model(type, union, attribute, compilation) with { Order = cases.Count.ToString("D6", CultureInfo.InvariantCulture) });
            }
        }

        areAll = cases.Count == listed.Values.Length;
        return cases;
    }

    private static UnionCaseModel Model(INamedTypeSymbol type, INamedTypeSymbol union, AttributeData attribute, Compilation compilation)
    {
        // What is not valid has a model for its name only.
        var inTerms = GenericCases.InTermsOf(type, union) ?? type;
        var documentation = DocumentationText.OfSymbol(type);
        return new UnionCaseModel
        {
            UnionType = union.ToPlainSource(),
            Type = inTerms.ToPlainSource(),
            Name = type.Name,
            Qualifier = Qualifier(type, union),
            EventName = attribute.ConstructorArguments.FirstOrDefault().Value as string ?? "",
            Summary = DocumentationText.OneLine(documentation.Summary),
            IsPublic = Accessibility.IsPublic(type),
            IsTerminal = Flag(attribute, "Terminal"),
            IsError = Flag(attribute, "Error"),
            Error = CaseConstructors.FromMessage(inTerms, compilation),
            Constructors = new EquatableArray<CaseConstructorModel>(CaseConstructors.Of(inTerms, documentation, compilation)),
            TakenNames = UnionParser.TakenNames(type, union),
            DisabledWarnings = new EquatableArray<string>(ReportedWarnings.Of(type)),
            Order = "",
            IsValid = true,
        };
    }

    private static string Qualifier(INamedTypeSymbol type, INamedTypeSymbol union)
    {
        if (type.ContainingType is not { } container)
        {
            return type.ContainingNamespace.Name;
        }

        return SymbolEqualityComparer.Default.Equals(container.OriginalDefinition, union) ? "" : container.Name;
    }

    private static string? WhyInvalid(INamedTypeSymbol type, INamedTypeSymbol? union, Compilation compilation)
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

        if (type.FindAttribute("System.ObsoleteAttribute") is { ConstructorArguments: [_, { Value: true }] })
        {
            return "it is obsolete as an error, so that generated code must not name it either";
        }

        if (GenericCases.InTermsOf(type, union) is null)
        {
            return union.IsGenericType
                ? "its type parameters must be those of its union, each handed on once and with the same constraints, as in 'sealed record Done<T>(T Result) : JobEvent<T>'"
                : "it must not be generic or nested in a generic type; make the union generic, or declare a case for each type";
        }

        return Accessibility.IsVisible((ISymbol)type, compilation) ? null : "it must be accessible in the whole assembly";
    }

    private static string? WhyInvalidName(string? name) => name switch
    {
        null or "" => "it is empty",
        _ when name.IndexOfAny(['\r', '\n']) >= 0 => "it has a line break, which would start a new field of the frame",
        _ when name.IndexOf('\0') >= 0 => "it has a NUL character",
        _ when HasHalfOfPair(name) => "it has half of a surrogate pair, which UTF-8 cannot carry",
        _ => null,
    };

    private static bool HasHalfOfPair(string name)
    {
        for (var index = 0; index < name.Length; index++)
        {
            if (char.IsHighSurrogate(name[index]) && index + 1 < name.Length && char.IsLowSurrogate(name[index + 1]))
            {
                index++;
            }
            else if (char.IsSurrogate(name[index]))
            {
                return true;
            }
        }

        return false;
    }

    private static string Printable(string? name) => name is null ? "null" : Literals.Text(name).Trim('"');

    private static bool Flag(AttributeData attribute, string name) =>
        attribute.NamedArguments.Any(argument => argument.Key == name && argument.Value.Value is true);

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
