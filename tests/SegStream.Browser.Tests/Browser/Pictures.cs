namespace SegStream.Browser.Tests.Browser;

/// <summary>Where screenshots go: the repository's ignored folder <c>artifacts</c>, or the temporary folder where there is no repository.</summary>
internal static class Pictures
{
    public static string Folder { get; } = Create();

    private static string Create()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SegStream.sln")))
        {
            folder = folder.Parent;
        }

        var root = folder is null ? Path.GetTempPath() : Path.Combine(folder.FullName, "artifacts");
        return Directory.CreateDirectory(Path.Combine(root, "browser")).FullName;
    }
}
