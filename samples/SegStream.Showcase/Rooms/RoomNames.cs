using System.Text.RegularExpressions;

namespace Showcase.Rooms;

/// <summary>What rooms and members may be called.</summary>
public static partial class RoomNames
{
    /// <summary>What is wrong with the names, or null when they are good.</summary>
    /// <param name="room">The room's name.</param>
    /// <param name="member">The member's name.</param>
    /// <returns>A sentence for the person who chose the names.</returns>
    public static string? Problem(string room, string? member) =>
        !Room().IsMatch(room) ? "The room's name has to have 1 to 32 small letters, digits or hyphens."
        : !Member().IsMatch(member ?? string.Empty) ? "Your name has to have 1 to 24 letters, digits, spaces, dots or hyphens."
        : null;

    [GeneratedRegex(@"^[a-z0-9-]{1,32}\z")]
    private static partial Regex Room();

    [GeneratedRegex(@"^(?! )[\p{L}\p{N} .\-]{1,24}(?<! )\z")]
    private static partial Regex Member();
}
