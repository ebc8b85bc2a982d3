using System.Text.Json;

namespace SegStream.Manifests;

/// <summary>
/// Compares the schema of a value with what it was. For what is sent, every new value has to be one of the old schema; for what is received, every old value has to be one of the
/// new. Of two schemas one is therefore the narrow one and has to fit into the wide one.
/// </summary>
internal sealed class SchemaComparison(ChangeList changes, IReadOnlyDictionary<string, JsonElement> oldDefinitions, IReadOnlyDictionary<string, JsonElement> currentDefinitions, SchemaDirection direction)
{
    // Pairs of definitions that are being compared, or have been: what contains itself is compared once.
    private readonly HashSet<(string Narrow, string Wide)> _met = [];

    private bool IsSent => direction == SchemaDirection.Sent;

    public void Compare(JsonElement old, JsonElement current, string place)
    {
        var before = SchemaAlternative.Of(old, oldDefinitions);
        var now = SchemaAlternative.Of(current, currentDefinitions);
        var (narrow, wide) = IsSent ? (now, before) : (before, now);
        if (wide.Any(item => item.Type is null && IsAnything(item.Schema)))
        {
            return;
        }

        foreach (var item in narrow)
        {
            if (item.Type == "null")
            {
                if (!wide.Any(other => other.Type == "null"))
                {
                    changes.Add(IsSent ? StreamManifestChangeKind.BecameNullable : StreamManifestChangeKind.NullRefused, place, IsSent ? "it may be null now" : "null is refused now");
                }
            }
            else
            {
                Fit(item, [.. wide.Where(other => other.Type != "null" && IsWithin(item, other))], place);
            }
        }
    }

    private void Fit(SchemaAlternative narrow, List<SchemaAlternative> candidates, string place)
    {
        if (candidates.Count == 0)
        {
            Changed(place, $"{Word(narrow)} is {(IsSent ? "sent, which it was not" : "refused, which it was not")}");
            return;
        }

        if (candidates.Count > 1)
        {
            // Derived types are told apart by their discriminator; whatever else has several readings fits when one of them does.
            candidates = candidates.FindAll(candidate => SameConstants(narrow.Schema, candidate.Schema)) is { Count: 1 } chosen ? chosen : candidates;
            if (candidates.Count > 1 && candidates.Any(candidate => FitsQuietly(narrow, candidate)))
            {
                return;
            }
        }

        Compare(narrow, candidates[0], place);
    }

    private bool FitsQuietly(SchemaAlternative narrow, SchemaAlternative wide)
    {
        var trial = new List<StreamManifestChange>();
        var comparison = new SchemaComparison(new ChangeList(trial, ""), oldDefinitions, currentDefinitions, direction);
        comparison._met.UnionWith(_met);
        comparison.Compare(narrow, wide, "");
        return trial.Count == 0;
    }

    private void Compare(SchemaAlternative narrow, SchemaAlternative wide, string place)
    {
        if (narrow.Origin is { } from && wide.Origin is { } to && !_met.Add((from, to)))
        {
            return;
        }

        if (ValueRules.Difference(narrow.Schema, wide.Schema) is { } difference)
        {
            Changed(place, difference);
        }

        foreach (var value in ValueRules.Missing(narrow.Schema, wide.Schema))
        {
            changes.Add(IsSent ? StreamManifestChangeKind.ValueAdded : StreamManifestChangeKind.ValueRemoved, place, $"the value {value} is {(IsSent ? "new" : "refused now")}");
        }

        var (old, current) = IsSent ? (wide.Schema, narrow.Schema) : (narrow.Schema, wide.Schema);
        CompareProperties(old, current, place);
        CompareInner(old, current, "items", place + "[]");
        CompareInner(old, current, "additionalProperties", place + "{}");
    }

    private void CompareProperties(JsonElement old, JsonElement current, string place)
    {
        var before = Properties(old);
        var now = Properties(current);
        var requiredBefore = Required(old);
        var requiredNow = Required(current);
        foreach (var (name, schema) in before)
        {
            var inner = place + "." + name;
            if (!now.TryGetValue(name, out var present))
            {
                changes.Add(StreamManifestChangeKind.PropertyRemoved, inner, IsSent ? "it is no longer sent" : "it is no longer looked at");
                continue;
            }

            if (IsSent && requiredBefore.Contains(name) && !requiredNow.Contains(name))
            {
                changes.Add(StreamManifestChangeKind.PropertyBecameOptional, inner, "it may be left out now");
            }
            else if (!IsSent && !requiredBefore.Contains(name) && requiredNow.Contains(name))
            {
                changes.Add(StreamManifestChangeKind.PropertyBecameRequired, inner, "a body without it is refused now");
            }

            Compare(schema, present, inner);
        }

        foreach (var name in now.Keys.Where(name => !before.ContainsKey(name)))
        {
            if (IsSent && IsClosed(old))
            {
                changes.Add(StreamManifestChangeKind.PropertyAdded, place + "." + name, "clients refuse what they do not know here");
            }
            else if (!IsSent && requiredNow.Contains(name))
            {
                changes.Add(StreamManifestChangeKind.RequiredPropertyAdded, place + "." + name, "a body without it is refused");
            }
        }
    }

    private void CompareInner(JsonElement old, JsonElement current, string keyword, string place)
    {
        var before = Inner(old, keyword);
        var now = Inner(current, keyword);
        var (narrow, wide) = IsSent ? (now, before) : (before, now);
        if (wide is not null && narrow is null)
        {
            Changed(place, IsSent ? "anything may be sent" : "it may no longer be anything");
        }
        else if (before is { } schema && now is { } present)
        {
            Compare(schema, present, place);
        }
    }

    private void Changed(string place, string what) => changes.Add(StreamManifestChangeKind.TypeChanged, place, what);

    // Every integer is a number.
    private static bool IsWithin(SchemaAlternative narrow, SchemaAlternative wide) =>
        narrow.Type == wide.Type || wide.Type is null || (narrow.Type == "integer" && wide.Type == "number");

    private static bool IsAnything(JsonElement schema) => schema.ValueKind == JsonValueKind.True
        || (schema.ValueKind == JsonValueKind.Object && !schema.EnumerateObject().Any(keyword => keyword.Name is not ("description" or "default" or "title")));

    private static bool SameConstants(JsonElement narrow, JsonElement wide) =>
        Constants(narrow) is { Count: > 0 } constants && Constants(wide).SetEquals(constants);

    private static HashSet<(string, string)> Constants(JsonElement schema) =>
        [.. Properties(schema).Where(property => property.Value.ValueKind == JsonValueKind.Object && property.Value.TryGetProperty("const", out _)).Select(property => (property.Key, property.Value.GetProperty("const").GetRawText()))];

    private static Dictionary<string, JsonElement> Properties(JsonElement schema) =>
        schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("properties", out var properties)
            ? properties.EnumerateObject().ToDictionary(property => property.Name, property => property.Value, StringComparer.Ordinal)
            : [];

    private static HashSet<string> Required(JsonElement schema) =>
        schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("required", out var names) ? [.. names.EnumerateArray().Select(name => name.GetString()!)] : [];

    private static bool IsClosed(JsonElement schema) =>
        schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("additionalProperties", out var additional) && additional.ValueKind == JsonValueKind.False;

    private static JsonElement? Inner(JsonElement schema, string keyword) =>
        schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty(keyword, out var inner) && inner.ValueKind == JsonValueKind.Object ? inner : null;

    private static string Word(SchemaAlternative item) => item.Type is null ? "anything"
        : item.Schema.TryGetProperty("format", out var format) ? $"{item.Type} ({format.GetString()})"
        : item.Type;
}
