using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace SegStream.Shared.Parsing;

/// <summary>What gets a value from the request: a parameter of the endpoint's method, or a member of an <c>[AsParameters]</c> object.</summary>
internal sealed class BindingTarget
{
    private BindingTarget(ISymbol symbol, ITypeSymbol type)
    {
        Symbol = symbol;
        Name = symbol.Name;
        Type = type;
        Attributes = symbol.GetAttributes();
    }

    /// <summary>The parameter or property.</summary>
    public ISymbol Symbol { get; }

    /// <summary>The name that stands for the one on the wire.</summary>
    public string Name { get; private set; }

    public ITypeSymbol Type { get; }

    /// <summary>The attributes of the parameter, then those of the property that it fills.</summary>
    public ImmutableArray<AttributeData> Attributes { get; private set; }

    public RefKind RefKind { get; private set; }

    /// <summary>The position of the parameter; 0 for a property.</summary>
    public int Position { get; private set; }

    /// <summary>The default value as an expression; null when there is none.</summary>
    public string? Default { get; private set; }

    /// <summary>The property that an initializer sets; null where the value is an argument.</summary>
    public string? Initialized { get; private set; }

    /// <summary>Whether the value may be absent: it has a default, or its type is not known to exclude null.</summary>
    public bool IsOptional => Default is not null
        || Type.IsNullableValue()
        || (Type.IsReferenceType && Type.NullableAnnotation != NullableAnnotation.NotAnnotated);

    public static BindingTarget Of(IParameterSymbol parameter) => new(parameter, parameter.Type)
    {
        RefKind = parameter.RefKind,
        Position = parameter.Ordinal,
        Default = parameter.HasExplicitDefaultValue ? Literals.Default(parameter) : null,
    };

    /// <summary>A parameter of a constructor and the property of its name, where there is one: either may have the attribute that says where the value comes from.</summary>
    public static BindingTarget Of(IParameterSymbol parameter, IPropertySymbol? property)
    {
        var target = Of(parameter);
        if (property is not null)
        {
            target.Name = property.Name;
            target.Attributes = target.Attributes.AddRange(property.GetAttributes());
        }

        return target;
    }

    public static BindingTarget Of(IPropertySymbol property) => new(property, property.Type) { Initialized = property.Name };

    public AttributeData? Find(string metadataName) => Attributes.FirstOrDefault(attribute => attribute.AttributeClass.Is(metadataName));

    /// <summary>The attribute that implements one of ASP.NET Core's interfaces for sources of values.</summary>
    public bool IsFrom(string metadataInterface, out AttributeData attribute)
    {
        attribute = Attributes.FirstOrDefault(candidate => candidate.AttributeClass?.Implements(metadataInterface) == true)!;
        return attribute is not null;
    }
}
