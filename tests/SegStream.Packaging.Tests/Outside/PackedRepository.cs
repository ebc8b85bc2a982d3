namespace SegStream.Packaging.Tests.Outside;

/// <summary>The packages of this repository, packed once for all tests into a folder outside of it.</summary>
public sealed class PackedRepository : IAsyncLifetime
{
    private readonly List<string> _folders = [];

    /// <summary>The folder with the packages.</summary>
    public string Packages { get; private set; } = "";

    /// <summary>
    /// Where projects outside the repository put restored packages. It survives the run, because a trimmed publish needs large runtime packs;
    /// only SegStream is taken out, so that the packages just packed are the ones that are tested.
    /// </summary>
    public string Cache { get; } = Path.Combine(RepositoryRoot(), "artifacts", "packaging-tests-cache");

    private static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    public async Task InitializeAsync()
    {
        foreach (var stale in Directory.CreateDirectory(Cache).EnumerateDirectories("segstream*"))
        {
            stale.Delete(recursive: true);
        }

        Packages = NewFolder();
        var pack = await DotnetCommand.RunAsync(
            RepositoryRoot(), DefaultCache(), "pack", "SegStream.sln", "-c", Configuration, "--no-build", "-o", Packages, "--nologo", "-v", "quiet", "-warnaserror");
        pack.MustSucceed();
    }

    public Task DisposeAsync()
    {
        _folders.ForEach(folder => Directory.Delete(folder, recursive: true));
        return Task.CompletedTask;
    }

    /// <summary>An empty folder outside the repository, which inherits nothing from the folders above it.</summary>
    internal OutsideFolder NewOutsideFolder(bool withDefaultSources = false) => new(NewFolder(), this, withDefaultSources);

    internal static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "SegStream.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} has SegStream.sln.");
        }

        return folder.FullName;
    }

    private static string DefaultCache() =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private string NewFolder()
    {
        var folder = Directory.CreateTempSubdirectory("segstream-").FullName;
        _folders.Add(folder);
        return folder;
    }
}
