namespace SegStream.Manifests;

/// <summary>Finds what breaks clients between two manifests.</summary>
internal static class ManifestComparison
{
    public static List<StreamManifestChange> Compare(StreamManifest old, StreamManifest current)
    {
        var changes = new List<StreamManifestChange>();
        var byName = current.Functions.ToDictionary(function => function.Name, StringComparer.Ordinal);
        foreach (var function in old.Functions)
        {
            var findings = new ChangeList(changes, function.Name);
            if (byName.TryGetValue(function.Name, out var now))
            {
                FunctionComparison.Compare(findings, old, function, current, now);
            }
            else if (Renamed(function, old, current) is { } renamed)
            {
                findings.Add(StreamManifestChangeKind.FunctionRenamed, "", $"it is called {renamed.Name} now");
                FunctionComparison.Compare(findings, old, function, current, renamed);
            }
            else
            {
                findings.Add(StreamManifestChangeKind.FunctionRemoved, "", $"{function.Method} {function.Route} is gone");
            }
        }

        return changes;
    }

    // What is at the same place and had no name before.
    private static StreamManifestFunction? Renamed(StreamManifestFunction function, StreamManifest old, StreamManifest current) =>
        current.Functions.FirstOrDefault(candidate => candidate.Method == function.Method && candidate.Route == function.Route && !old.Functions.Any(known => known.Name == candidate.Name));
}
