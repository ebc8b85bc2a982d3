using System.Text.Json;

namespace SegStream.Manifests;

/// <summary>A schema for values of one JSON type, or of any.</summary>
/// <param name="Type">The type; null for any.</param>
/// <param name="Schema">What it says.</param>
internal readonly record struct SchemaAlternative(string? Type, JsonElement Schema)
{
    /// <summary>The definition that it comes from, with its number there; null where it is written out.</summary>
    public string? Origin { get; init; }

    /// <summary>Takes a schema apart into the types of values that it allows.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="definitions">What its references point to.</param>
    /// <param name="depth">References that were followed: one that leads back to itself says nothing.</param>
    public static List<SchemaAlternative> Of(JsonElement schema, IReadOnlyDictionary<string, JsonElement> definitions, int depth = 0)
    {
        if (schema.ValueKind == JsonValueKind.False)
        {
            return [];
        }

        if (schema.ValueKind != JsonValueKind.Object || depth > definitions.Count)
        {
            return [new SchemaAlternative(null, schema)];
        }

        if (schema.TryGetProperty("$ref", out var reference))
        {
            var name = reference.GetString()!.Split('/')[^1];
            return definitions.TryGetValue(name, out var target)
                ? [.. Of(target, definitions, depth + 1).Select((item, index) => item.Origin is null ? item with { Origin = $"{name}#{index}" } : item)]
                : [new SchemaAlternative(null, schema)];
        }

        if (schema.TryGetProperty("anyOf", out var any) && any.ValueKind == JsonValueKind.Array)
        {
            // What stands beside holds for all of them; the exporter lifts the type and the discriminator there.
            var outer = Types(schema);
            return [.. any.EnumerateArray().SelectMany(item => Of(item, definitions, depth).Select(item => item.Type is null && outer is [var type] ? item with { Type = type } : item))];
        }

        return Types(schema) is { Count: > 0 } types ? [.. types.Select(type => new SchemaAlternative(type, schema))] : [new SchemaAlternative(null, schema)];
    }

    private static List<string> Types(JsonElement schema)
    {
        if (schema.TryGetProperty("type", out var type))
        {
            return type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(item => item.GetString()!)] : [type.GetString()!];
        }

        var values = schema.TryGetProperty("enum", out var set) ? set.EnumerateArray() : schema.TryGetProperty("const", out var value) ? [value] : Enumerable.Empty<JsonElement>();
        return [.. values.Select(TypeOf).Distinct()];
    }

    private static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => "string",
        JsonValueKind.Number => value.TryGetInt64(out _) ? "integer" : "number",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Array => "array",
        JsonValueKind.Object => "object",
        _ => "null",
    };
}
