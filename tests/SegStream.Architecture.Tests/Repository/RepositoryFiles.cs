namespace SegStream.Architecture.Tests.Repository;

/// <summary>The files of the repository that this test assembly was built in.</summary>
internal static class RepositoryFiles
{
    public static string Root { get; } = FindRoot();

    /// <summary>The configuration that this assembly was built in: <c>Debug</c> or <c>Release</c>.</summary>
    public static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    /// <summary>All files but those that a build leaves behind, relative to <see cref="Root"/> with forward slashes.</summary>
    public static IReadOnlyList<string> All { get; } = ListAll();

    public static string Read(string relativePath) => File.ReadAllText(Path.Combine(Root, relativePath));

    /// <summary>The assembly that a project of <c>src</c> was built into.</summary>
    public static string AssemblyOf(string project, string targetFramework) =>
        Path.Combine(Root, "src", project, "bin", Configuration, targetFramework, project + ".dll");

    /// <summary>The C# files of one folder of the repository.</summary>
    public static IEnumerable<string> SourcesIn(string folder) =>
        All.Where(file => file.StartsWith(folder + "/", StringComparison.Ordinal) && file.EndsWith(".cs", StringComparison.Ordinal));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "SegStream.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} has SegStream.sln.");
        }

        return folder.FullName;
    }

    private static string[] ListAll()
    {
        var ignored = new HashSet<string>(["bin", "obj", "node_modules", "artifacts", "TestResults", ".git"], StringComparer.Ordinal);
        var files = new List<string>();
        var folders = new Stack<string>([Root]);
        while (folders.TryPop(out var folder))
        {
            files.AddRange(Directory.EnumerateFiles(folder).Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/')));
            foreach (var child in Directory.EnumerateDirectories(folder).Where(child => !ignored.Contains(Path.GetFileName(child))))
            {
                folders.Push(child);
            }
        }

        files.Sort(StringComparer.Ordinal);
        return [.. files];
    }
}
