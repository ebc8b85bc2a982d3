using System.ComponentModel;

namespace SegStream.Formatting;

/// <summary>One serialized property of an event's type, as the source generator saw it.</summary>
/// <param name="name">The name in C#.</param>
/// <param name="type">The declared type.</param>
/// <param name="jsonName">What <c>[JsonPropertyName]</c> says; null where the naming policy decides.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class StreamEventMember(string name, Type type, string? jsonName = null)
{
    /// <summary>The name in C#.</summary>
    public string Name { get; } = name;

    /// <summary>The declared type.</summary>
    public Type Type { get; } = type;

    /// <summary>What <c>[JsonPropertyName]</c> says; null where the naming policy decides.</summary>
    public string? JsonName { get; } = jsonName;
}
