namespace SegStream.Endpoints.Tests.Endpoints;

/// <summary>A union of events.</summary>
[StreamEvents]
public abstract partial record RoomEvent
{
    [StreamEvent("joined")]
    public sealed record Joined(string Room) : RoomEvent;

    [StreamEvent("failed", Terminal = true, Error = true)]
    public sealed record Failed(string Message) : RoomEvent;
}

/// <summary>A case outside of the union's own declaration.</summary>
[StreamEvent("left", Terminal = true)]
public sealed record Left(int Count) : RoomEvent;
