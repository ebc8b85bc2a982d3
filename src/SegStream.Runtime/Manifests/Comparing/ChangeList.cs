namespace SegStream.Manifests;

/// <summary>Takes the changes of one function.</summary>
internal readonly struct ChangeList(List<StreamManifestChange> changes, string function)
{
    public void Add(StreamManifestChangeKind kind, string place, string message) => changes.Add(new StreamManifestChange(kind, function, place, message));
}
