namespace SegStream.Architecture.Tests.Rooms;

/// <summary>The assemblies of the shared frameworks that this process runs on.</summary>
internal static class PlatformReferences
{
    public static IReadOnlyList<string> All { get; } =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Where(IsSharedFramework)];

    private static bool IsSharedFramework(string path) =>
        path.Contains($"{Path.DirectorySeparatorChar}shared{Path.DirectorySeparatorChar}Microsoft.", StringComparison.Ordinal);
}
