using System.Text.Json;
using SegStream.Manifests;

namespace SegStream;

/// <summary>
/// The contract of an application's streaming endpoints, as clients see it: what can be called, with which parameters, and which events come back. A manifest is data: it can be
/// served, kept under version control, compared with a later one, and turned into typed clients.
/// </summary>
public sealed partial class StreamManifest
{
    /// <summary>The version of the format that is written. A manifest of a later version is not read; what a later minor change adds is passed over.</summary>
    public const int FormatVersion = 1;

    /// <summary>The application's name.</summary>
    public string Application { get; init; } = "";

    /// <summary>The endpoints, by route, method and name.</summary>
    public IReadOnlyList<StreamManifestFunction> Functions { get; init; } = [];

    /// <summary>The JSON Schemas of types that are used in several places or that contain themselves, by name. Schemas refer to them by <c>#/$defs/name</c>.</summary>
    public IReadOnlyDictionary<string, JsonElement> Definitions { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>Reads a manifest.</summary>
    /// <param name="json">What <see cref="ToJson"/> has written.</param>
    /// <returns>The manifest.</returns>
    /// <exception cref="FormatException">It is no manifest, or one of a later version; the message says where.</exception>
    public static StreamManifest Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return ManifestReader.Read(json);
    }

    /// <summary>Reads a manifest from a file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The manifest.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="FormatException">It is no manifest, or one of a later version; the message says where.</exception>
    public static StreamManifest Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Parse(File.ReadAllText(path));
    }

    /// <summary>Compares two manifests of an application.</summary>
    /// <param name="old">What clients were made for.</param>
    /// <param name="current">What the application offers now.</param>
    /// <returns>What breaks such clients, in the order of the functions of <paramref name="old"/>. Empty when everything that they send is still understood, and everything that they get is what they expect.</returns>
    public static IReadOnlyList<StreamManifestChange> FindBreakingChanges(StreamManifest old, StreamManifest current)
    {
        ArgumentNullException.ThrowIfNull(old);
        ArgumentNullException.ThrowIfNull(current);
        return ManifestComparison.Compare(old, current);
    }

    /// <summary>Writes the manifest: the same text, byte for byte, for the same contract.</summary>
    /// <returns>Indented JSON whose lines end in LF, with a last line end.</returns>
    public string ToJson() => ManifestWriter.Write(this);

    /// <summary>Writes the manifest to a file. A reader sees the old file or the new one, never a part; a file that has this content already is not touched.</summary>
    /// <param name="path">The file; its folder has to exist.</param>
    /// <returns>Whether the file was written.</returns>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file must not be written.</exception>
    public bool Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return ManifestFile.Write(path, ToJson());
    }
}
