namespace SegStream.Manifests;

internal static class ManifestComparison
{
    public static IReadOnlyList<StreamManifestChange> Compare(StreamManifest old, StreamManifest current) => [];
}
