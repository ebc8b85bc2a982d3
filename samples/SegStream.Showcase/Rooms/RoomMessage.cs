namespace Showcase.Rooms;

/// <summary>What a client posts to a room.</summary>
/// <param name="Member">Who speaks.</param>
/// <param name="Text">What is said, 1 to 500 characters.</param>
public sealed record RoomMessage(string? Member, string? Text);
