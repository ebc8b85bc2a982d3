namespace SegStream.Shared.Model;

/// <summary>How the value of an event's member is written.</summary>
internal enum EventValueKind
{
    /// <summary>By the writer itself: text, numbers, dates.</summary>
    Plain,

    /// <summary>As the number behind the member.</summary>
    Enum,

    /// <summary>Member by member.</summary>
    Object,

    /// <summary>Element by element, by index up to <c>Length</c>.</summary>
    Array,

    /// <summary>Element by element, by index up to <c>Count</c>.</summary>
    List,

    /// <summary>Element by element, by enumerator.</summary>
    Sequence,
}
