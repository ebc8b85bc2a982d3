using Microsoft.CodeAnalysis;

namespace SegStream.Shared.Parsing;

/// <summary>Writes attributes as expressions that create them, where generated code can.</summary>
internal static class AttributeExpressions
{
    // What the compiler, the debugger and SegStream itself read has no meaning at run time.
    public static bool IsCompileTimeOnly(INamedTypeSymbol type)
    {
        if (type.ContainingAssembly?.Name is "SegStream.Abstractions" or "SegStream.Runtime")
        {
            return true;
        }

        var container = type.ContainingNamespace?.ToDisplayString();
        return container is "System.Runtime.CompilerServices" or "System.Diagnostics" or "System.Diagnostics.CodeAnalysis" or "System.Runtime.Versioning" or "System.CodeDom.Compiler"
            || type.FindAttribute("System.Diagnostics.ConditionalAttribute") is not null;
    }

    public static bool CanBeWritten(AttributeData attribute, Compilation compilation) =>
        Accessibility.IsVisible((ITypeSymbol)attribute.AttributeClass!, compilation)
        && Accessibility.IsVisible((ISymbol)attribute.AttributeConstructor!, compilation)
        && attribute.ConstructorArguments.Concat(attribute.NamedArguments.Select(argument => argument.Value))
            .All(argument => CanBeWritten(argument, compilation))
        && attribute.NamedArguments.All(argument => IsMemberVisible(attribute.AttributeClass!, argument.Key, compilation));

    public static string Create(AttributeData attribute)
    {
        var parameters = attribute.AttributeConstructor!.Parameters;
        var arguments = string.Join(", ", attribute.ConstructorArguments.Select((argument, index) => Argument(argument, parameters[index])));
        var creation = "new " + attribute.AttributeClass!.ToPlainSource() + "(" + arguments + ")";
        return attribute.NamedArguments.IsEmpty
            ? creation
            : creation + " { " + string.Join(", ", attribute.NamedArguments.Select(argument => SymbolNames.Escape(argument.Key) + " = " + Literals.Argument(argument.Value))) + " }";
    }

    private static bool CanBeWritten(TypedConstant constant, Compilation compilation) => constant.Kind switch
    {
        TypedConstantKind.Error => false,
        TypedConstantKind.Array when !constant.IsNull => constant.Values.All(value => CanBeWritten(value, compilation)),
        TypedConstantKind.Type when !constant.IsNull => Accessibility.IsVisible((ITypeSymbol)constant.Value!, compilation),
        TypedConstantKind.Enum => Accessibility.IsVisible(constant.Type!, compilation),
        _ => true,
    };

    private static bool IsMemberVisible(INamedTypeSymbol type, string name, Compilation compilation)
    {
        var declaring = type.SelfOrBase(candidate => candidate.GetMembers(name).Any(member => member is IPropertySymbol or IFieldSymbol));
        var member = declaring?.GetMembers(name).First(candidate => candidate is IPropertySymbol or IFieldSymbol);
        return member switch
        {
            IPropertySymbol { SetMethod: { } setter } => Accessibility.IsVisible((ISymbol)setter, compilation),
            IFieldSymbol field => Accessibility.IsVisible((ISymbol)field, compilation),
            _ => false,
        };
    }

    // The cast keeps the constructor that the author's code chose, where another one takes the boxed value's own type.
    private static string Argument(TypedConstant argument, IParameterSymbol parameter) =>
        (parameter.Type.SpecialType == SpecialType.System_Object ? "(object)" : "") + Literals.Argument(argument);
}
