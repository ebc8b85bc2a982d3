using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SegStream.Shared.Parsing;

/// <summary>
/// Ids of the warnings that come with experimental and obsolete API. The author has dealt with them where the method is declared;
/// generated code that names the same API must not raise them again.
/// </summary>
internal static class ReportedWarnings
{
    public static IEnumerable<string> Of(IMethodSymbol method)
    {
        var ids = new SortedSet<string>(StringComparer.Ordinal);
        Add(method, ids);
        AddType(method.ContainingType, ids);
        AddType(method.ReturnType, ids);
        foreach (var parameter in method.Parameters)
        {
            AddType(parameter.Type, ids);
            if (parameter.FindAttribute(WellKnownNames.AsParametersAttribute) is not null)
            {
                AddMembers(parameter.Type, ids);
            }
        }

        foreach (var attribute in method.GetAttributes().Concat(method.ContainingType.GetAttributes()))
        {
            AddType(attribute.AttributeClass, ids);
            foreach (var argument in attribute.ConstructorArguments.Concat(attribute.NamedArguments.Select(named => named.Value)))
            {
                if (argument is { Kind: TypedConstantKind.Type, Value: ITypeSymbol type })
                {
                    AddType(type, ids);
                }
            }
        }

        // What is no identifier cannot be named by a pragma.
        return ids.Where(SyntaxFacts.IsValidIdentifier);
    }

    // What an [AsParameters] object is made of is named in its place.
    private static void AddMembers(ITypeSymbol type, SortedSet<string> ids)
    {
        for (var current = type as INamedTypeSymbol; current is not null; current = current.BaseType)
        {
            foreach (var property in current.GetMembers().OfType<IPropertySymbol>())
            {
                Add(property, ids);
                AddType(property.Type, ids);
            }

            foreach (var constructor in current.InstanceConstructors)
            {
                Add(constructor, ids);
            }
        }
    }

    /// <summary>For code that names a type and calls its constructors.</summary>
    public static IEnumerable<string> Of(INamedTypeSymbol type)
    {
        var ids = new SortedSet<string>(StringComparer.Ordinal);
        AddType(type, ids);
        foreach (var constructor in type.InstanceConstructors)
        {
            Add(constructor, ids);
            foreach (var parameter in constructor.Parameters)
            {
                AddType(parameter.Type, ids);
            }
        }

        type.SelfOrBase(level =>
        {
            foreach (var member in level.GetMembers())
            {
                AddRequired(member, ids);
            }

            return false;
        });
        return ids.Where(SyntaxFacts.IsValidIdentifier);
    }

    private static void AddRequired(ISymbol member, SortedSet<string> ids)
    {
        if (member is IPropertySymbol { IsRequired: true, Type: var type })
        {
            Add(member, ids);
            AddType(type, ids);
        }
        else if (member is IFieldSymbol { IsRequired: true, Type: var fieldType })
        {
            Add(member, ids);
            AddType(fieldType, ids);
        }
    }

    private static void AddType(ITypeSymbol? type, SortedSet<string> ids)
    {
        if (type is IArrayTypeSymbol array)
        {
            AddType(array.ElementType, ids);
        }

        for (var named = type as INamedTypeSymbol; named is not null; named = named.ContainingType)
        {
            Add(named, ids);
            foreach (var argument in named.TypeArguments)
            {
                AddType(argument, ids);
            }
        }
    }

    private static void Add(ISymbol symbol, SortedSet<string> ids)
    {
        if (symbol.FindAttribute("System.Diagnostics.CodeAnalysis.ExperimentalAttribute") is { ConstructorArguments: [{ Value: string experimental }] })
        {
            ids.Add(experimental);
        }

        if (symbol.FindAttribute("System.ObsoleteAttribute") is { } obsolete
            && obsolete.NamedArguments.FirstOrDefault(argument => argument.Key == "DiagnosticId").Value.Value is string id)
        {
            ids.Add(id);
        }
    }
}
