using System.ComponentModel;

namespace SegStream.Hosting;

/// <summary>One parameter of an endpoint that clients send. Made by generated code.</summary>
/// <param name="name">The name in the source.</param>
/// <param name="kind">Where the value comes from.</param>
/// <param name="type">The type of the value, or of the values of a collection.</param>
/// <param name="typeText">The type as the source writes it.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class StreamParameterDescription(string name, StreamParameterKind kind, Type type, string typeText)
{
    /// <summary>The name in the source.</summary>
    public string Name { get; } = name;

    /// <summary>The name on the wire: of the route parameter, query value, header or field. Default: <see cref="Name"/>.</summary>
    public string Key { get; init; } = name;

    /// <summary>Where the value comes from.</summary>
    public StreamParameterKind Kind { get; } = kind;

    /// <summary>The type of the value, or of the values of a collection, without <see cref="Nullable{T}"/> around it.</summary>
    public Type Type { get; } = type;

    /// <summary>The type as the source writes it, for readers.</summary>
    public string TypeText { get; } = typeText;

    /// <summary>Whether a request without the value is refused.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Whether the value, or a value of a collection, may be null.</summary>
    public bool IsNullable { get; init; }

    /// <summary>Whether the value may be given any number of times.</summary>
    public bool IsCollection { get; init; }

    /// <summary>What the method gets without a value; <see langword="null"/> where the source gives no default.</summary>
    public object? Default { get; init; }

    /// <summary>What the value is for, from the documentation of the parameter.</summary>
    public string? Description { get; init; }
}
