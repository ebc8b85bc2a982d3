using Microsoft.CodeAnalysis;
using SegStream.Shared.Model;

namespace SegStream.Shared.Parsing;

/// <summary>Parameters that are read from text: of the route, the query, a header or a field of a form.</summary>
internal sealed class TextParameters
{
    /// <summary>The interfaces of the attributes that name a source, except that of forms, which have values of other kinds too.</summary>
    public static readonly (string Metadata, string Source)[] Sources =
    [
        (WellKnownNames.FromRouteMetadata, "Route"),
        (WellKnownNames.FromQueryMetadata, "Query"),
        (WellKnownNames.FromHeaderMetadata, "Header"),
    ];

    private readonly RoutePattern _pattern;
    private readonly Compilation _compilation;

    public TextParameters(RoutePattern pattern, Compilation compilation)
    {
        _pattern = pattern;
        _compilation = compilation;
    }

    public bool IsInRoute(string name) => _pattern.HasParameter(name);

    /// <summary>Whether a type is read from one text.</summary>
    public bool IsText(ITypeSymbol type) => type.SpecialType == SpecialType.System_String || TextParsers.For(type.Underlying(), _compilation) is not null;

    /// <summary>Whether a type is read from any number of texts.</summary>
    public bool AreTexts(ITypeSymbol type) => type.IsStringValues() || ElementParser(type, out _);

    public static string? NameOf(AttributeData? attribute) => attribute?.NamedArguments.FirstOrDefault(argument => argument.Key == "Name").Value.Value as string;

    /// <summary>Reads a parameter.</summary>
    /// <param name="target">The parameter.</param>
    /// <param name="source">Where its text is.</param>
    /// <param name="attribute">The attribute that says so; null when it is inferred.</param>
    /// <param name="create">Makes the model.</param>
    /// <param name="reason">Why it cannot be read.</param>
    public ParameterModel? Read(BindingTarget target, string source, AttributeData? attribute, Func<BindingTarget, ParameterKind, ITypeSymbol, ParameterModel> create, out string reason)
    {
        var key = NameOf(attribute) ?? target.Name;
        if (source == "Route" && !_pattern.HasParameter(key))
        {
            reason = $"the route has no parameter '{key}'";
            return null;
        }

        reason = source switch
        {
            "Route" => "the type cannot be read from text; use a type that is a string, an enum or implements IParsable<T>",
            "Form" => "the type cannot be read from a field of a form; take the fields one by one, also as properties of an [AsParameters] type that are marked with [FromForm]",
            _ => "the type cannot be read from text; use a type that is a string, an enum or implements IParsable<T>, or is an array of these",
        };
        return Read(target, source, create) is { } model ? model with { Source = source, Key = key } : null;
    }

    private ParameterModel? Read(BindingTarget target, string source, Func<BindingTarget, ParameterKind, ITypeSymbol, ParameterModel> create)
    {
        var type = target.Type;
        if (type.SpecialType == SpecialType.System_String)
        {
            return create(target, ParameterKind.Text, type);
        }

        if (type.IsStringValues() && source != "Route")
        {
            return create(target, ParameterKind.StringValues, type.Underlying()) with { IsNullableValueType = type.IsNullableValue() };
        }

        if (TextParsers.For(type.Underlying(), _compilation) is { } parser)
        {
            return create(target, ParameterKind.Value, type.Underlying()) with { Parser = parser, IsNullableValueType = type.IsNullableValue() };
        }

        if (source == "Route" || !ElementParser(type, out var elementParser))
        {
            return null;
        }

        var element = ((IArrayTypeSymbol)type).ElementType;
        return create(target, elementParser is null ? ParameterKind.Texts : ParameterKind.Values, element.Underlying()) with
        {
            Parser = elementParser,
            IsNullableValueType = element.IsNullableValue(),
            AllowsEmptyElements = element.IsNullableValue() || (element.IsReferenceType && element.NullableAnnotation != NullableAnnotation.NotAnnotated),
        };
    }

    private bool ElementParser(ITypeSymbol type, out string? parser)
    {
        parser = null;
        if (type is not IArrayTypeSymbol { IsSZArray: true } array)
        {
            return false;
        }

        // A string is read as it is, though it implements IParsable<string>.
        var isString = array.ElementType.SpecialType == SpecialType.System_String;
        parser = isString ? null : TextParsers.For(array.ElementType.Underlying(), _compilation);
        return isString || parser is not null;
    }
}
