namespace SegStream.Manifests;

/// <summary>Compares what clients get: nothing may come that they were not told of, and nothing be missing that they were promised.</summary>
internal sealed class EventComparison(ChangeList changes, SchemaComparison schemas)
{
    public void Compare(StreamManifestEvents old, StreamManifestEvents current)
    {
        // Nothing was promised.
        if (old.Kind == StreamManifestEventKind.Open)
        {
            return;
        }

        if (old.Kind != current.Kind)
        {
            changes.Add(StreamManifestChangeKind.EventsChanged, "events", $"{ManifestWords.Of(old.Kind)} has become {ManifestWords.Of(current.Kind)}");
            return;
        }

        if (old.Naming != current.Naming)
        {
            changes.Add(StreamManifestChangeKind.EventsChanged, "events", $"the names of events are elsewhere: {Word(old.Naming)} has become {Word(current.Naming)}");
        }

        foreach (var item in old.Cases)
        {
            Compare(item, old, current);
        }

        foreach (var item in current.Cases.Where(item => (item.Terminal || item.Error) && !old.Cases.Any(known => known.Name == item.Name || IsRenamed(known, item, old, current))))
        {
            changes.Add(
                item.Terminal ? StreamManifestChangeKind.TerminalEventAdded : StreamManifestChangeKind.ErrorEventAdded,
                Place(item),
                item.Terminal ? "streams may end with it, and clients do not know it" : "failures are told by it, and clients do not know it");
        }
    }

    private void Compare(StreamManifestEvent item, StreamManifestEvents old, StreamManifestEvents current)
    {
        var place = Place(item);
        var now = current.Cases.FirstOrDefault(candidate => candidate.Name == item.Name);
        if (now is null && current.Cases.FirstOrDefault(candidate => IsRenamed(item, candidate, old, current)) is { } renamed)
        {
            changes.Add(StreamManifestChangeKind.EventRenamed, place, $"it is called {renamed.Name} now");
            now = renamed;
        }

        if (now is null)
        {
            changes.Add(StreamManifestChangeKind.EventRemoved, place, "it is no longer sent");
            return;
        }

        if (item.Terminal != now.Terminal)
        {
            changes.Add(StreamManifestChangeKind.TerminalChanged, place, now.Terminal ? "it ends the stream now" : "it no longer ends the stream");
        }

        if (item.Error != now.Error)
        {
            changes.Add(StreamManifestChangeKind.ErrorChanged, place, now.Error ? "it tells of a failure now" : "it no longer tells of a failure");
        }

        schemas.Compare(item.Schema, now.Schema, place);
    }

    private static bool IsRenamed(StreamManifestEvent item, StreamManifestEvent candidate, StreamManifestEvents old, StreamManifestEvents current) =>
        item.Type == candidate.Type
        && current.Cases.All(other => other.Name != item.Name)
        && old.Cases.All(other => other.Name != candidate.Name);

    private static string Place(StreamManifestEvent item) => item.Name is null ? "events" : "events." + item.Name;

    private static string Word(StreamManifestEventNaming? naming) => naming is { } value ? ManifestWords.Of(value) : "none";
}
