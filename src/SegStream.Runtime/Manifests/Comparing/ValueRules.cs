using System.Text.Json;

namespace SegStream.Manifests;

/// <summary>Whether values of a simple type fit into another.</summary>
internal static class ValueRules
{
    // Lower and upper bounds as powers of two; numbers with a fraction hold the integers that they hold exactly.
    private static readonly Dictionary<string, (int Low, int High, bool Fraction)> Numbers = new(StringComparer.Ordinal)
    {
        ["int8"] = (7, 7, false),
        ["int16"] = (15, 15, false),
        ["int32"] = (31, 31, false),
        ["int64"] = (63, 63, false),
        ["uint8"] = (0, 8, false),
        ["uint16"] = (0, 16, false),
        ["uint32"] = (0, 32, false),
        ["uint64"] = (0, 64, false),
        ["half"] = (11, 11, true),
        ["float"] = (24, 24, true),
        ["double"] = (53, 53, true),
        ["decimal"] = (95, 95, true),
    };

    /// <summary>Why values of a narrow schema are not all values of a wide one; null when they are, as far as these rules go.</summary>
    public static string? Difference(JsonElement narrow, JsonElement wide)
    {
        if (Text(wide, "format") is { } wanted && !FormatFits(Text(narrow, "format"), wanted))
        {
            return $"{Text(narrow, "format") ?? "no format"} and {wanted} are not the same";
        }

        foreach (var keyword in new[] { "pattern", "contentEncoding" })
        {
            if (Text(wide, keyword) is { } rule && Text(narrow, keyword) != rule)
            {
                return $"{keyword} is another one";
            }
        }

        if (Raw(wide, "const") is { } constant && Raw(narrow, "const") != constant)
        {
            return $"it is not always {constant}";
        }

        return Number(wide, "minLength") is { } least && (Number(narrow, "minLength") ?? 0) < least ? "it may be shorter"
            : Number(wide, "maxLength") is { } most && (Number(narrow, "maxLength") ?? int.MaxValue) > most ? "it may be longer"
            : null;
    }

    /// <summary>The values of a narrow set that a wide one does not have.</summary>
    public static IEnumerable<string> Missing(JsonElement narrow, JsonElement wide)
    {
        if (Member(wide, "enum") is { } values)
        {
            var known = values.EnumerateArray().Select(value => value.GetRawText()).ToHashSet(StringComparer.Ordinal);
            var given = Member(narrow, "enum")?.EnumerateArray().Select(value => value.GetRawText()) ?? (Raw(narrow, "const") is { } constant ? [constant] : ["of any other kind"]);
            return given.Where(value => value != "null" && !known.Contains(value));
        }

        if (Member(wide, "x-members") is { } members)
        {
            var known = members.EnumerateObject().Select(member => (member.Name, member.Value.GetRawText())).ToHashSet();
            var given = Member(narrow, "x-members")?.EnumerateObject().Select(member => (member.Name, member.Value.GetRawText())) ?? [("of any other kind", "")];
            return given.Where(member => !known.Contains(member)).Select(member => member.Item2.Length == 0 ? member.Name : $"{member.Name} = {member.Item2}");
        }

        return [];
    }

    private static bool FormatFits(string? given, string wanted) => given == wanted
        || (given is not null && Numbers.TryGetValue(given, out var narrow) && Numbers.TryGetValue(wanted, out var wide)
            && (!narrow.Fraction || wide.Fraction)
            && wide.High >= narrow.High && wide.Low >= narrow.Low
            && !(narrow.Fraction && wanted == "decimal"));

    private static JsonElement? Member(JsonElement schema, string keyword) =>
        schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty(keyword, out var value) ? value : null;

    private static string? Text(JsonElement schema, string keyword) => Member(schema, keyword) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    private static string? Raw(JsonElement schema, string keyword) => Member(schema, keyword)?.GetRawText();

    private static int? Number(JsonElement schema, string keyword) => Member(schema, keyword) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number) ? number : null;
}
