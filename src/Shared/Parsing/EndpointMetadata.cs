using Microsoft.CodeAnalysis;

namespace SegStream.Shared.Parsing;

/// <summary>
/// Turns the attributes of a method and its class into expressions, so that <c>[Authorize]</c> and its like reach the endpoint.
/// An attribute that cannot be written down is a finding and never dropped: losing one could open an endpoint that its author closed.
/// </summary>
internal static class EndpointMetadata
{
    public static List<string> Read(IMethodSymbol method, Compilation compilation, FindingSink findings)
    {
        // The class comes first: where two attributes contradict, the last one in the metadata wins.
        var expressions = new List<string>();
        foreach (var attribute in InheritedAttributes.OfClass(method.ContainingType).Concat(InheritedAttributes.OfMethod(method)))
        {
            if (attribute.AttributeClass is not { TypeKind: not TypeKind.Error } type || attribute.AttributeConstructor is null || IsCompileTimeOnly(type))
            {
                continue;
            }

            if (!CanBeWritten(attribute, compilation))
            {
                if (attribute.ApplicationSyntaxReference is null)
                {
                    // Another assembly's own attribute on a base type: nothing in this assembly could look for it.
                    continue;
                }

                findings(RuleIds.MethodNotAccessible, FindingSpot.OnAttribute(attribute), type.Name, "generated code cannot create the attribute, because it or one of its arguments is not accessible in the whole assembly");
                continue;
            }

            expressions.Add(Create(attribute));
        }

        return expressions;
    }

    // What the compiler, the debugger and SegStream itself read has no meaning at run time.
    private static bool IsCompileTimeOnly(INamedTypeSymbol type)
    {
        if (type.ContainingAssembly?.Name is "SegStream.Abstractions" or "SegStream.Runtime")
        {
            return true;
        }

        var container = type.ContainingNamespace?.ToDisplayString();
        return container is "System.Runtime.CompilerServices" or "System.Diagnostics" or "System.Diagnostics.CodeAnalysis" or "System.Runtime.Versioning" or "System.CodeDom.Compiler"
            || type.FindAttribute("System.Diagnostics.ConditionalAttribute") is not null;
    }

    private static bool CanBeWritten(AttributeData attribute, Compilation compilation) =>
        Accessibility.IsVisible((ITypeSymbol)attribute.AttributeClass!, compilation)
        && Accessibility.IsVisible((ISymbol)attribute.AttributeConstructor!, compilation)
        && attribute.ConstructorArguments.Concat(attribute.NamedArguments.Select(argument => argument.Value))
            .All(argument => CanBeWritten(argument, compilation))
        && attribute.NamedArguments.All(argument => IsMemberVisible(attribute.AttributeClass!, argument.Key, compilation));

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

    private static string Create(AttributeData attribute)
    {
        var parameters = attribute.AttributeConstructor!.Parameters;
        var arguments = string.Join(", ", attribute.ConstructorArguments.Select((argument, index) => Argument(argument, parameters[index])));
        var creation = "new " + attribute.AttributeClass!.ToPlainSource() + "(" + arguments + ")";
        return attribute.NamedArguments.IsEmpty
            ? creation
            : creation + " { " + string.Join(", ", attribute.NamedArguments.Select(argument => SymbolNames.Escape(argument.Key) + " = " + Literals.Argument(argument.Value))) + " }";
    }
}
