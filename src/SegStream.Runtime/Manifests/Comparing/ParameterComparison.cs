namespace SegStream.Manifests;

/// <summary>Compares what clients send: everything that was understood has to be understood still.</summary>
internal sealed class ParameterComparison(ChangeList changes, SchemaComparison schemas)
{
    public void Compare(IReadOnlyList<StreamManifestParameter> old, IReadOnlyList<StreamManifestParameter> current)
    {
        foreach (var parameter in old)
        {
            if (current.FirstOrDefault(candidate => IsSame(parameter, candidate)) is { } now)
            {
                Compare(parameter, now);
            }
            else if (current.FirstOrDefault(candidate => SameName(parameter, candidate)) is { } moved)
            {
                changes.Add(StreamManifestChangeKind.ParameterMoved, Place(parameter), $"it is sent as {ManifestWords.Of(moved.In)} instead of {ManifestWords.Of(parameter.In)}");
            }
            else
            {
                changes.Add(StreamManifestChangeKind.ParameterRemoved, Place(parameter), "it is no longer looked at");
            }
        }

        foreach (var parameter in current.Where(candidate => candidate.Required && !old.Any(known => IsSame(known, candidate) || SameName(known, candidate))))
        {
            changes.Add(StreamManifestChangeKind.RequiredParameterAdded, Place(parameter), "a request without it is refused");
        }
    }

    private void Compare(StreamManifestParameter old, StreamManifestParameter current)
    {
        var place = Place(old);
        if (current.Required && !old.Required)
        {
            changes.Add(StreamManifestChangeKind.ParameterBecameRequired, place, "a request without it is refused now");
        }

        if (old.Repeated && !current.Repeated)
        {
            changes.Add(StreamManifestChangeKind.ParameterNoLongerRepeated, place, "it may be sent once only");
            return;
        }

        // One value is a list of one.
        if (current.Repeated && !old.Repeated && current.Schema.ValueKind == System.Text.Json.JsonValueKind.Object && current.Schema.TryGetProperty("items", out var item))
        {
            schemas.Compare(old.Schema, item, place);
            return;
        }

        schemas.Compare(old.Schema, current.Schema, place);
    }

    private static string Place(StreamManifestParameter parameter) => "parameters." + parameter.Name;

    // A request has one body, whose name nobody sends.
    private static bool IsSame(StreamManifestParameter old, StreamManifestParameter current) =>
        old.In == current.In && (old.In is StreamManifestParameterSource.Body or StreamManifestParameterSource.RawBody || SameName(old, current));

    private static bool SameName(StreamManifestParameter old, StreamManifestParameter current) => string.Equals(old.Name, current.Name, StringComparison.OrdinalIgnoreCase);
}
