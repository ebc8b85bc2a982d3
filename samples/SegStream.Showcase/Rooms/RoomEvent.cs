using SegStream;

namespace Showcase.Rooms;

/// <summary>What a member of a room hears.</summary>
[StreamEvents]
public abstract partial record RoomEvent
{
    /// <summary>The first event of a member: who is there, and what was said last.</summary>
    /// <param name="Room">The room's name.</param>
    /// <param name="Member">The member's own name.</param>
    /// <param name="Members">Everybody who is there.</param>
    /// <param name="Recent">The last messages, oldest first.</param>
    [StreamEvent("welcome")]
    public sealed record Welcome(string Room, string Member, IReadOnlyList<string> Members, IReadOnlyList<Said> Recent) : RoomEvent;

    /// <summary>Somebody came in.</summary>
    /// <param name="Member">Who.</param>
    /// <param name="Members">Everybody who is there now.</param>
    [StreamEvent("joined")]
    public sealed record Joined(string Member, IReadOnlyList<string> Members) : RoomEvent;

    /// <summary>Somebody said something.</summary>
    /// <param name="Member">Who.</param>
    /// <param name="Text">What.</param>
    /// <param name="At">When.</param>
    [StreamEvent("said")]
    public sealed record Said(string Member, string Text, DateTimeOffset At) : RoomEvent;

    /// <summary>Somebody left.</summary>
    /// <param name="Member">Who.</param>
    /// <param name="Members">Everybody who is still there.</param>
    [StreamEvent("left")]
    public sealed record Left(string Member, IReadOnlyList<string> Members) : RoomEvent;
}
