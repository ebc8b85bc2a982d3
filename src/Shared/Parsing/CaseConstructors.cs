using Microsoft.CodeAnalysis;
using SegStream.Shared.Model;

namespace SegStream.Shared.Parsing;

/// <summary>How generated code can construct a case.</summary>
internal static class CaseConstructors
{
    // CallerArgumentExpression is not among them: it names another parameter, which has a new name.
    private static readonly string[] CallerInfos =
    [
        "System.Runtime.CompilerServices.CallerMemberNameAttribute",
        "System.Runtime.CompilerServices.CallerFilePathAttribute",
        "System.Runtime.CompilerServices.CallerLineNumberAttribute",
    ];

    /// <summary>The constructors that can be called, in the order of the source.</summary>
    /// <param name="type">The case.</param>
    /// <param name="documentation">Its documentation.</param>
    /// <param name="compilation">The compilation whose code calls them.</param>
    public static IEnumerable<CaseConstructorModel> Of(INamedTypeSymbol type, DocumentationText documentation, Compilation compilation)
    {
        foreach (var constructor in type.InstanceConstructors)
        {
            if (constructor.Parameters.All(parameter => parameter.Name.Length > 0) && CanBeCalled(constructor, type, compilation) && RequiredMembers(constructor, type, compilation) is { } members)
            {
                var own = DocumentationText.OfSymbol(constructor);
                var parameters = constructor.Parameters.Select(parameter => Model(parameter, DocumentationText.OneLine(own.Parameter(parameter.Name) ?? documentation.Parameter(parameter.Name))));
                var isPublic = Accessibility.IsPublic(type)
                    && constructor.DeclaredAccessibility == Microsoft.CodeAnalysis.Accessibility.Public
                    && constructor.Parameters.Select(parameter => parameter.Type).Concat(members.Select(TypeOf)).All(Accessibility.IsPublic);
                yield return new CaseConstructorModel(isPublic, new EquatableArray<CaseParameterModel>(parameters.Concat(members.Select(Model))));
            }
        }
    }

    /// <summary>The expression that makes the case from the variables <c>message</c> and <c>code</c>; one that takes both is preferred.</summary>
    public static string? FromMessage(INamedTypeSymbol type, Compilation compilation)
    {
        var expressions = type.InstanceConstructors
            .Where(constructor => CanBeCalled(constructor, type, compilation) && RequiredMembers(constructor, type, compilation) is { Count: 0 })
            .Select(constructor => FromMessage(type, constructor))
            .Where(expression => expression is not null)
            .ToList();
        return expressions.FirstOrDefault(expression => expression!.EndsWith("code)", StringComparison.Ordinal)) ?? expressions.FirstOrDefault();
    }

    private static string? FromMessage(INamedTypeSymbol type, IMethodSymbol constructor)
    {
        var texts = constructor.Parameters.Where(parameter => parameter is { Type.SpecialType: SpecialType.System_String, RefKind: RefKind.None, IsParams: false }).ToList();
        var message = texts.FirstOrDefault(parameter => IsNamed(parameter, "message")) ?? texts.FirstOrDefault(parameter => parameter.Ordinal == 0);
        var code = texts.FirstOrDefault(parameter => !SymbolEqualityComparer.Default.Equals(parameter, message) && (IsNamed(parameter, "code") || IsNamed(parameter, "errorcode")));
        var isComplete = message is not null && constructor.Parameters.All(parameter =>
            SymbolEqualityComparer.Default.Equals(parameter, message) || SymbolEqualityComparer.Default.Equals(parameter, code) || parameter.IsOptional || parameter.IsParams);
        if (!isComplete)
        {
            return null;
        }

        var arguments = SymbolNames.Escape(message!.Name) + ": message" + (code is null ? "" : ", " + SymbolNames.Escape(code.Name) + ": code");
        return $"new {type.ToPlainSource()}({arguments})";
    }

    private static bool IsNamed(IParameterSymbol parameter, string name) => string.Equals(parameter.Name.Replace("_", ""), name, StringComparison.OrdinalIgnoreCase);

    private static bool CanBeCalled(IMethodSymbol constructor, INamedTypeSymbol type, Compilation compilation) =>
        Accessibility.IsVisible(constructor, compilation)
        && !(constructor.Parameters is [var only] && SymbolEqualityComparer.Default.Equals(only.Type, type))
        && constructor.FindAttribute("System.ObsoleteAttribute") is not { ConstructorArguments: [_, { Value: true }] }
        && constructor.Parameters.All(parameter => parameter.RefKind is RefKind.None or RefKind.In or RefKind.RefReadOnlyParameter && CanBeNamed(parameter.Type, compilation));

    private static bool CanBeNamed(ITypeSymbol type, Compilation compilation) =>
        type is { TypeKind: not (TypeKind.Error or TypeKind.Pointer or TypeKind.FunctionPointer) }
        && !(type is IArrayTypeSymbol array && !CanBeNamed(array.ElementType, compilation))
        && Accessibility.IsVisible(type, compilation);

    // Null when one of them cannot be given.
    private static List<ISymbol>? RequiredMembers(IMethodSymbol constructor, INamedTypeSymbol type, Compilation compilation)
    {
        var members = new List<ISymbol>();
        if (constructor.FindAttribute("System.Diagnostics.CodeAnalysis.SetsRequiredMembersAttribute") is not null)
        {
            return members;
        }

        var levels = new Stack<INamedTypeSymbol>();
        type.SelfOrBase(level =>
        {
            levels.Push(level);
            return false;
        });
        foreach (var member in levels.SelectMany(level => level.GetMembers()).Where(member => member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true }))
        {
            // One that overrides another is the same member.
            members.RemoveAll(known => known.Name == member.Name);
            members.Add(member);
        }

        return members.All(member => CanBeNamed(TypeOf(member), compilation)) ? members : null;
    }

    private static ITypeSymbol TypeOf(ISymbol member) => member is IPropertySymbol property ? property.Type : ((IFieldSymbol)member).Type;

    private static CaseParameterModel Model(ISymbol member) => new()
    {
        Name = member.Name,
        Type = TypeOf(member).ToSource(),
        SignatureType = Signature(TypeOf(member)),
        IsMember = true,
        Summary = DocumentationText.OneLine(DocumentationText.OfSymbol(member).Summary),
    };

    private static CaseParameterModel Model(IParameterSymbol parameter, string summary) => new()
    {
        Name = parameter.Name,
        Type = parameter.Type.ToSource(),
        SignatureType = Signature(parameter.Type),
        Default = Default(parameter),
        IsParams = parameter is { IsParams: true, Type.TypeKind: TypeKind.Array },
        IsIn = parameter.RefKind != RefKind.None,
        CallerInfo = CallerInfos.FirstOrDefault(name => parameter.FindAttribute(name) is not null) is { } attribute ? "[global::" + attribute.Substring(0, attribute.Length - "Attribute".Length) + "] " : "",
        Summary = summary,
    };

    private static string Signature(ITypeSymbol type) => type.TypeKind == TypeKind.Dynamic ? "object" : type.ToPlainSource();

    // A date as a default is an attribute and no constant.
    private static string? Default(IParameterSymbol parameter)
    {
        if (!parameter.HasExplicitDefaultValue || parameter.ExplicitDefaultValue is DateTime)
        {
            return null;
        }

        if (parameter.ExplicitDefaultValue is not null)
        {
            return Literals.Default(parameter);
        }

        return parameter.Type switch
        {
            { IsReferenceType: true, NullableAnnotation: NullableAnnotation.Annotated } or { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } => "null",
            { IsValueType: true } => "default",
            _ => "default!",
        };
    }
}
