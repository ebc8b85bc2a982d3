namespace SegStream;

/// <summary>An event that replaces an older one of the same key while both are queued, in streams with <see cref="OverflowPolicy.Coalesce"/>.</summary>
/// <remarks>A method and not a property, so that serializers do not take it for a part of the event.</remarks>
public interface ICoalesceKey
{
    /// <summary>
    /// Tells the key. Called at most once for each event, on the thread of any sender or of the stream: it must be fast and must not throw. One that throws counts as <see langword="null"/>.
    /// </summary>
    /// <returns>The key, compared by ordinal; in a union of events a key counts within its case. <see langword="null"/> for an event that stands for itself and is not replaced.</returns>
    string? GetCoalesceKey();
}
