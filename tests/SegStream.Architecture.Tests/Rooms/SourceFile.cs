namespace SegStream.Architecture.Tests.Rooms;

/// <summary>A C# file of the house that is checked.</summary>
/// <param name="Path">The path relative to the house; its first folder is the room.</param>
/// <param name="Text">The source.</param>
internal sealed record SourceFile(string Path, string Text)
{
    /// <summary>The room, or an empty string for a file that lies in none.</summary>
    public string Room => RoomOf(Path);

    public static string RoomOf(string path) => path.Contains('/') ? path[..path.IndexOf('/')] : "";
}
