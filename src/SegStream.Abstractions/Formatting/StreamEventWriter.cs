using System.Collections.Immutable;
using System.ComponentModel;

namespace SegStream.Formatting;

/// <summary>
/// Writes the JSON of one type of events without <c>System.Text.Json</c>, and says what it takes for granted, so that the runtime can compare
/// that with the actual serializer options before it uses the writer. Only generated code derives from it.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class StreamEventWriter
{
    private protected StreamEventWriter(int depth, StreamEventShape[] shapes, Type[] valueTypes)
    {
        Depth = depth;
        Shapes = [.. shapes];
        ValueTypes = [.. valueTypes];
    }

    /// <summary>Objects and arrays inside each other, the event itself counted.</summary>
    public int Depth { get; }

    /// <summary>The event's type, and the types of the objects inside of it. Members are numbered through all of them.</summary>
    public ImmutableArray<StreamEventShape> Shapes { get; }

    /// <summary>All other types inside of it: of values, of their nullable forms and of collections.</summary>
    public ImmutableArray<Type> ValueTypes { get; }

    /// <summary>Writes the properties of an event.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="value">The event; of the writer's type, not null.</param>
    public abstract void WriteMembers(ref Utf8EventWriter writer, object value);
}
