using System.Text.Json.Nodes;

namespace SegStream.OpenApi;

/// <summary>Says JSON Schemas in the words that every version of OpenAPI has. Only schemas are looked into: a property may be called like a keyword, and a default may look like a reference.</summary>
internal static class OpenApiWords
{
    /// <summary>Copies a schema.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="reference">Gives the new target of a reference.</param>
    /// <returns>The copy.</returns>
    public static JsonObject Translate(JsonNode? schema, Func<string, string> reference)
    {
        if (schema is not JsonObject keywords)
        {
            return schema is JsonValue value && value.TryGetValue<bool>(out var allowed) && !allowed ? new JsonObject { ["not"] = new JsonObject() } : [];
        }

        var copy = new JsonObject();
        foreach (var (keyword, content) in keywords)
        {
            // The object model knows constants that are text only.
            copy[keyword == "const" ? "enum" : keyword] = keyword == "const" ? new JsonArray(content?.DeepClone()) : Content(keyword, content, reference);
        }

        return copy;
    }

    private static JsonNode? Content(string keyword, JsonNode? content, Func<string, string> reference) => (keyword, content) switch
    {
        ("$ref", JsonValue target) => reference(target.GetValue<string>()),
        ("properties" or "patternProperties", JsonObject members) => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, (JsonNode?)Translate(member.Value, reference)))),
        ("items" or "not", _) => Translate(content, reference),
        ("additionalProperties", JsonObject) => Translate(content, reference),
        ("anyOf" or "oneOf" or "allOf", JsonArray schemas) => new JsonArray([.. schemas.Select(item => Translate(item, reference))]),
        ("discriminator", JsonObject discriminator) => Discriminator(discriminator, reference),
        _ => content?.DeepClone(),
    };

    private static JsonObject Discriminator(JsonObject discriminator, Func<string, string> reference)
    {
        var copy = (JsonObject)discriminator.DeepClone();
        if (discriminator["mapping"] is JsonObject mapping)
        {
            copy["mapping"] = new JsonObject(mapping.Select(item => KeyValuePair.Create(item.Key, (JsonNode?)reference(item.Value!.GetValue<string>()))));
        }

        return copy;
    }
}
