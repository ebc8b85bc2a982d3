namespace SegStream.Shared.Model;

/// <summary>A value inside of an event.</summary>
internal sealed record EventValueModel
{
    public required EventValueKind Kind { get; init; }

    /// <summary>Whether it may be null: a reference or a nullable value type.</summary>
    public required bool MayBeNull { get; init; }

    /// <summary>The number's type, for <see cref="EventValueKind.Enum"/>.</summary>
    public string? Number { get; init; }

    /// <summary>The position of the object's shape, for <see cref="EventValueKind.Object"/>.</summary>
    public int Shape { get; init; }

    /// <summary>The elements, for collections.</summary>
    public EventValueModel? Element { get; init; }
}
