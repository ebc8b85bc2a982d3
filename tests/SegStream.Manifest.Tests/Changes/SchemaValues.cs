using System.Text.Json.Nodes;

namespace SegStream.Manifest.Tests.Changes;

/// <summary>Makes values of a schema, and checks values against one: a second opinion on what fits.</summary>
internal static class SchemaValues
{
    public static JsonNode? Make(JsonNode schema, JsonNode definitions, Random random, int depth = 0)
    {
        if (schema["$ref"] is { } reference)
        {
            return Make(Target(reference, definitions), definitions, random, depth);
        }

        if (schema["anyOf"] is JsonArray any)
        {
            return depth > 6 || random.Next(2) == 0 ? null : Make(any[0]!, definitions, random, depth + 1);
        }

        if (schema["enum"] is JsonArray values)
        {
            return values[random.Next(values.Count)]!.DeepClone();
        }

        var words = Words(schema);
        return words[random.Next(words.Count)] switch
        {
            "null" => null,
            "boolean" => random.Next(2) == 0,
            "integer" => (string?)schema["format"] == "int32" ? random.Next(int.MinValue, int.MaxValue) : random.NextInt64(long.MinValue, long.MaxValue),
            "number" => random.NextDouble() + 0.5,
            "string" => (string?)schema["format"] == "uuid" ? "2f9c5a7e-1111-4222-8333-444455556666" : "text",
            "array" => new JsonArray([.. Enumerable.Range(0, depth > 6 ? 0 : random.Next(3)).Select(_ => Make(schema["items"]!, definitions, random, depth + 1))]),
            _ => MakeObject(schema, definitions, random, depth),
        };
    }

    public static bool Fits(JsonNode? value, JsonNode schema, JsonNode definitions)
    {
        if (schema["$ref"] is { } reference)
        {
            return Fits(value, Target(reference, definitions), definitions);
        }

        if (schema["anyOf"] is JsonArray any)
        {
            return any.Any(item => Fits(value, item!, definitions));
        }

        if (schema["enum"] is JsonArray values)
        {
            return values.Any(item => JsonNode.DeepEquals(item, value));
        }

        return Words(schema).Any(word => IsOf(word, value, schema, definitions));
    }

    private static bool IsOf(string word, JsonNode? value, JsonNode schema, JsonNode definitions) => (word, value) switch
    {
        ("null", null) => true,
        ("boolean", JsonValue item) => item.TryGetValue<bool>(out _),
        ("integer", JsonValue item) => item.GetValueKind() == System.Text.Json.JsonValueKind.Number
            && long.TryParse(item.ToJsonString(), out var number)
            && ((string?)schema["format"] != "int32" || number is >= int.MinValue and <= int.MaxValue),
        ("number", JsonValue item) => item.GetValueKind() == System.Text.Json.JsonValueKind.Number,
        ("string", JsonValue item) => item.TryGetValue<string>(out var text) && ((string?)schema["format"] != "uuid" || Guid.TryParse(text, out _)),
        ("array", JsonArray items) => items.All(item => Fits(item, schema["items"]!, definitions)),
        ("object", JsonObject members) => FitsObject(members, schema, definitions),
        _ => false,
    };

    private static bool FitsObject(JsonObject members, JsonNode schema, JsonNode definitions)
    {
        var properties = schema["properties"]?.AsObject() ?? [];
        return (schema["required"]?.AsArray() ?? []).All(name => members.ContainsKey((string)name!))
            && members.All(member =>
                properties.TryGetPropertyValue(member.Key, out var inner) ? Fits(member.Value, inner!, definitions)
                : schema["additionalProperties"] is not { } additional || Fits(member.Value, additional, definitions));
    }

    private static JsonObject MakeObject(JsonNode schema, JsonNode definitions, Random random, int depth)
    {
        var made = new JsonObject();
        var required = (schema["required"]?.AsArray() ?? []).Select(name => (string)name!).ToHashSet();
        foreach (var (name, inner) in schema["properties"]?.AsObject() ?? [])
        {
            if (required.Contains(name) || random.Next(2) == 0)
            {
                made[name] = Make(inner!, definitions, random, depth + 1);
            }
        }

        if (schema["additionalProperties"] is { } additional && depth <= 6)
        {
            made["any"] = Make(additional, definitions, random, depth + 1);
        }

        return made;
    }

    private static JsonNode Target(JsonNode reference, JsonNode definitions) => definitions[((string)reference!).Split('/')[^1]]!;

    private static List<string> Words(JsonNode schema) => schema["type"] is JsonArray types ? [.. types.Select(type => (string)type!)] : [(string)schema["type"]!];
}
