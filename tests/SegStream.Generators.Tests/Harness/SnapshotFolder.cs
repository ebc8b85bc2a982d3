using System.Runtime.CompilerServices;

namespace SegStream.Generators.Tests.Harness;

/// <summary>A folder with a source and the files that are generated from it. Set SEGSTREAM_UPDATE_SNAPSHOTS=1 to write the files instead of comparing them.</summary>
internal sealed class SnapshotFolder(string name)
{
    private readonly string _path = Path.Combine(Root(), name);

    public string Source => File.ReadAllText(Path.Combine(_path, "Source.cs"));

    public void Compare(IReadOnlyDictionary<string, string> files)
    {
        if (Environment.GetEnvironmentVariable("SEGSTREAM_UPDATE_SNAPSHOTS") == "1")
        {
            Update(files);
        }

        var expected = Directory.GetFiles(_path, "*.g.cs").ToDictionary(path => Path.GetFileName(path), File.ReadAllText, StringComparer.Ordinal);
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), files.Keys.Order(StringComparer.Ordinal));
        foreach (var (file, text) in files)
        {
            Assert.Equal(expected[file], text);
        }
    }

    private void Update(IReadOnlyDictionary<string, string> files)
    {
        foreach (var old in Directory.GetFiles(_path, "*.g.cs"))
        {
            File.Delete(old);
        }

        foreach (var (file, text) in files)
        {
            File.WriteAllText(Path.Combine(_path, file), text);
        }
    }

    private static string Root([CallerFilePath] string file = "") => Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(file))!, "Snapshots");
}
