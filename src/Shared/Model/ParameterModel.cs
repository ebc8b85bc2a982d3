namespace SegStream.Shared.Model;

/// <summary>One parameter of an endpoint's method.</summary>
internal sealed record ParameterModel
{
    /// <summary>The name in the source, without <c>@</c>.</summary>
    public required string Name { get; init; }

    public required ParameterKind Kind { get; init; }

    /// <summary>The type, as the source writes it, with nullability.</summary>
    public required string Type { get; init; }

    /// <summary>The type without its outermost nullability: of the value, the element of an array, the service or the body.</summary>
    public required string ValueType { get; init; }

    /// <summary><c>Route</c>, <c>Query</c>, <c>Header</c> or <c>Form</c>, for values that are read from text.</summary>
    public string? Source { get; init; }

    /// <summary>The name on the wire.</summary>
    public string? Key { get; init; }

    /// <summary>The expression of the parser, for values that are parsed.</summary>
    public string? Parser { get; init; }

    /// <summary>Whether the value may be absent.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Whether the value, or the element of an array, is a nullable value type.</summary>
    public bool IsNullableValueType { get; init; }

    /// <summary>Whether the value is of a value type.</summary>
    public bool IsValueType { get; init; }

    /// <summary>The default value as an expression; null when the parameter has none.</summary>
    public string? Default { get; init; }

    /// <summary>The key of a keyed service as an expression.</summary>
    public string? ServiceKey { get; init; }

    /// <summary>Whether an empty text is no value: for elements of arrays that may be null.</summary>
    public bool AllowsEmptyElements { get; init; }

    /// <summary>Whether <c>BindAsync</c> belongs to the interface, so that it is called through the type parameter.</summary>
    public bool BindsByInterface { get; init; }

    /// <summary>Whether the result of <c>BindAsync</c> may be null.</summary>
    public bool BindMayBeNull { get; init; }

    /// <summary>The expression of the description that <c>BindAsync</c> is given; null when it takes none.</summary>
    public string? ParameterInfo { get; init; }

    /// <summary>The property that is set by an initializer; null for an argument.</summary>
    public string? Initialized { get; init; }

    /// <summary>What the method's XML documentation says of the parameter; null when it says nothing.</summary>
    public string? Description { get; init; }

    /// <summary>What the object is made of, for <see cref="ParameterKind.Composite"/>.</summary>
    public EquatableArray<ParameterModel> Members { get; init; }

    /// <summary>The parameter itself, or those that it is made of.</summary>
    public IEnumerable<ParameterModel> Leaves => Kind == ParameterKind.Composite ? Members : [this];
}
