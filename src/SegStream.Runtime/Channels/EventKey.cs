namespace SegStream.Channels;

/// <summary>By what an event replaces an older one in a channel that coalesces.</summary>
/// <param name="Case">The case of the union that the event belongs to; null where there is none.</param>
/// <param name="Key">The event's own key; null where it has none.</param>
internal readonly record struct EventKey(string? Case, string? Key)
{
    /// <summary>Whether the event stands for itself.</summary>
    public bool IsNone => Case is null && Key is null;
}
