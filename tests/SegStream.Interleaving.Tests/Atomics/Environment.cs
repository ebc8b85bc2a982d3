using SegStream.Scheduling;

namespace SegStream;

/// <summary>Stands in for <see cref="System.Environment"/> in the linked rooms, so that a replay does not depend on the number of a thread.</summary>
internal static class Environment
{
    public static int CurrentManagedThreadId => Participant.Current?.Number ?? System.Environment.CurrentManagedThreadId;

    public static string? GetEnvironmentVariable(string name) => System.Environment.GetEnvironmentVariable(name);
}
