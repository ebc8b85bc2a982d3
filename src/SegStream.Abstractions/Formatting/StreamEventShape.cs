using System.Collections.Immutable;
using System.ComponentModel;

namespace SegStream.Formatting;

/// <summary>The serialized properties of one type in the order in which the generated writer writes them.</summary>
/// <param name="type">The type.</param>
/// <param name="members">Its serialized properties.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class StreamEventShape(Type type, params StreamEventMember[] members)
{
    /// <summary>The type.</summary>
    public Type Type { get; } = type;

    /// <summary>Its serialized properties.</summary>
    public ImmutableArray<StreamEventMember> Members { get; } = [.. members];
}
