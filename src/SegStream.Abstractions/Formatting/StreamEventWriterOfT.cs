using System.ComponentModel;

namespace SegStream.Formatting;

/// <inheritdoc/>
/// <typeparam name="T">The type of the events.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class StreamEventWriter<T> : StreamEventWriter
{
    /// <summary>States what the writer takes for granted.</summary>
    /// <param name="depth">Objects and arrays inside each other, the event itself counted.</param>
    /// <param name="shapes">The event's type, and the types of the objects inside of it.</param>
    /// <param name="valueTypes">All other types inside of it.</param>
    protected StreamEventWriter(int depth, StreamEventShape[] shapes, Type[] valueTypes)
        : base(depth, shapes, valueTypes)
    {
    }

    /// <summary>Writes the properties of an event.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="value">The event; not null.</param>
    public abstract void WriteMembers(ref Utf8EventWriter writer, T value);

    /// <inheritdoc/>
    public sealed override void WriteMembers(ref Utf8EventWriter writer, object value) => WriteMembers(ref writer, (T)value);
}
