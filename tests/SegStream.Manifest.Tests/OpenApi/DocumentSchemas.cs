using System.Text.Json;
using System.Text.Json.Nodes;

namespace SegStream.Manifest.Tests.OpenApi;

/// <summary>Checks values against the schemas of an OpenAPI document: a second opinion on what they say.</summary>
internal sealed class DocumentSchemas(JsonNode document)
{
    public bool Fits(JsonNode? value, JsonNode schema) =>
        (schema["$ref"] is not { } reference || Fits(value, Target((string)reference!)))
        && (schema["allOf"] is not JsonArray all || all.All(item => Fits(value, item!)))
        && (schema["anyOf"] is not JsonArray any || any.Any(item => Fits(value, item!)))
        && (schema["oneOf"] is not JsonArray one || one.Count(item => Fits(value, item!)) == 1)
        && (schema["discriminator"] is not JsonObject discriminator || FitsDiscriminator(value, discriminator))
        && (schema["enum"] is not JsonArray values || values.Any(item => JsonNode.DeepEquals(item, value)))
        && (schema["type"] is not { } type || Words(type).Any(word => IsOf(word, value)))
        && FitsParts(value, schema);

    public JsonNode Target(string reference) =>
        reference.Split('/')[1..].Aggregate(document, (node, step) => node[step] ?? throw new InvalidOperationException($"{reference} leads nowhere."));

    /// <summary>Every reference in the document, those of discriminators too.</summary>
    public IReadOnlyList<string> References() => [.. Texts(document, "").Where(item => item.Key == "$ref" || item.Value.StartsWith("#/", StringComparison.Ordinal)).Select(item => item.Value)];

    private static IEnumerable<(string Key, string Value)> Texts(JsonNode? node, string key) => node switch
    {
        JsonObject members => members.SelectMany(member => Texts(member.Value, member.Key)),
        JsonArray items => items.SelectMany(item => Texts(item, key)),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => [(key, (string)value!)],
        _ => [],
    };

    private bool FitsDiscriminator(JsonNode? value, JsonObject discriminator) =>
        value?[(string)discriminator["propertyName"]!] is { } name
        && discriminator["mapping"]?[(string)name!] is { } target
        && Fits(value, Target((string)target!));

    private bool FitsParts(JsonNode? value, JsonNode schema) => value switch
    {
        JsonObject members => (schema["required"] as JsonArray ?? []).All(name => members.ContainsKey((string)name!))
            && members.All(member => FitsMember(member.Key, member.Value, schema)),
        JsonArray items => schema["items"] is not { } each || items.All(item => Fits(item, each)),
        _ => true,
    };

    private bool FitsMember(string name, JsonNode? value, JsonNode schema) =>
        schema["properties"]?[name] is { } own ? Fits(value, own)
        : schema["additionalProperties"] switch
        {
            null => true,
            JsonValue allowed => (bool)allowed,
            var others => Fits(value, others),
        };

    private static bool IsOf(string word, JsonNode? value) => value?.GetValueKind() switch
    {
        null => word == "null",
        JsonValueKind.Number => word == "number" || (word == "integer" && long.TryParse(value.ToJsonString(), out _)),
        JsonValueKind.True or JsonValueKind.False => word == "boolean",
        JsonValueKind.Object => word == "object",
        JsonValueKind.Array => word == "array",
        _ => word == "string",
    };

    private static IEnumerable<string> Words(JsonNode type) => type is JsonArray words ? words.Select(word => (string)word!) : [(string)type!];
}
