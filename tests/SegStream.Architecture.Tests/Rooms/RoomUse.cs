namespace SegStream.Architecture.Tests.Rooms;

/// <summary>One place where a file uses something that it does not declare itself.</summary>
/// <param name="File">The file, relative to the house.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="UserRoom">The room of the file.</param>
/// <param name="UsedRoom">The room that declares the symbol; null for a symbol of ASP.NET Core.</param>
/// <param name="Symbol">The symbol, for people.</param>
internal sealed record RoomUse(string File, int Line, string UserRoom, string? UsedRoom, string Symbol)
{
    public override string ToString() => $"{File}({Line}): {UserRoom} uses {UsedRoom ?? "ASP.NET Core"} ({Symbol})";
}
