using Showcase.Sources;

namespace Showcase.Import;

/// <summary>The source of this application: the repository around it, or else what is embedded in the assembly.</summary>
public sealed class SourceTree
{
    private const string RootMarker = "SegStream.sln";
    private const long MaxFileBytes = 1_000_000;

    private static readonly HashSet<string> SkippedFolders = new(StringComparer.OrdinalIgnoreCase) { "bin", "obj", "artifacts", "node_modules", "TestResults" };

    private static readonly HashSet<string> TextEndings = new(StringComparer.OrdinalIgnoreCase)
    {
        ".cs", ".csproj", ".props", ".targets", ".sln", ".json", ".md", ".txt", ".html", ".css", ".js", ".ts", ".tsx", ".sh", ".yml", ".yaml", ".svg",
    };

    private readonly DirectoryInfo? _root;

    /// <summary>Looks for the repository from the application's folder upwards.</summary>
    /// <param name="environment">Where the application is.</param>
    public SourceTree(IWebHostEnvironment environment)
    {
        for (var folder = new DirectoryInfo(environment.ContentRootPath); folder is not null && _root is null; folder = folder.Parent)
        {
            _root = File.Exists(Path.Combine(folder.FullName, RootMarker)) ? folder : null;
        }
    }

    /// <summary>What the tree is called in the page.</summary>
    public string Name => _root is null ? "source of this application" : "source of SegStream";

    /// <summary>The text files of the tree, in the order of their paths.</summary>
    /// <returns>The files, not yet read.</returns>
    public IReadOnlyList<SourceFile> Files() => _root is null ? Embedded() : OnDisk(_root);

    private static List<SourceFile> Embedded() =>
        [.. EmbeddedSource.Paths.Select(path =>
        {
            var text = EmbeddedSource.Read(path);
            return new SourceFile(path, text.Length, _ => Task.FromResult(text));
        })];

    private static List<SourceFile> OnDisk(DirectoryInfo root) =>
        [.. TextFiles(root)
            .Select(file => new SourceFile(
                Path.GetRelativePath(root.FullName, file.FullName).Replace('\\', '/'),
                file.Length,
                ct => File.ReadAllBytesAsync(file.FullName, ct)))
            .OrderBy(file => file.Path, StringComparer.Ordinal)];

    private static IEnumerable<FileInfo> TextFiles(DirectoryInfo folder)
    {
        var files = folder.EnumerateFiles().Where(file => TextEndings.Contains(file.Extension) && file.Length is > 0 and <= MaxFileBytes);
        var folders = folder.EnumerateDirectories().Where(child => !SkippedFolders.Contains(child.Name) && !child.Name.StartsWith('.') && child.LinkTarget is null);
        return files.Concat(folders.SelectMany(TextFiles));
    }
}
