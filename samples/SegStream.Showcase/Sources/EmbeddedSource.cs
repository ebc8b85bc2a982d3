namespace Showcase.Sources;

/// <summary>The C# files of this application, as they were compiled.</summary>
public static class EmbeddedSource
{
    private const string Prefix = "source/";

    private static readonly Dictionary<string, string> ResourceNames = typeof(EmbeddedSource).Assembly
        .GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .ToDictionary(name => name[Prefix.Length..].Replace('\\', '/'), StringComparer.Ordinal);

    /// <summary>Paths from the project's folder, with slashes, sorted.</summary>
    public static IReadOnlyList<string> Paths { get; } = [.. ResourceNames.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Whether there is such a file.</summary>
    /// <param name="path">A path from the project's folder, with slashes.</param>
    /// <returns><see langword="true"/> when <see cref="Read"/> would find it.</returns>
    public static bool Contains(string path) => ResourceNames.ContainsKey(path);

    /// <summary>Reads a file.</summary>
    /// <param name="path">One of <see cref="Paths"/>.</param>
    /// <returns>The bytes of the file, UTF-8.</returns>
    public static byte[] Read(string path)
    {
        using var resource = typeof(EmbeddedSource).Assembly.GetManifestResourceStream(ResourceNames[path])!;
        var bytes = new byte[resource.Length];
        resource.ReadExactly(bytes);
        return bytes;
    }
}
