using System.Text.Json.Nodes;

namespace SegStream.Manifest.Tests.Changes;

/// <summary>A property of a schema that clients meet.</summary>
internal sealed class PropertyPlace(JsonObject owner, string name)
{
    public JsonNode Schema
    {
        get => owner["properties"]![name]!;
        set => owner["properties"]![name] = value;
    }

    public bool IsRequired
    {
        get => Required.Any(item => (string)item! == name);
        set
        {
            Required.RemoveAll(item => (string)item! == name);
            if (value)
            {
                Required.Add(name);
            }
        }
    }

    /// <summary>The type as one word beside null, where it is said so.</summary>
    public string? Word => Schema["type"] switch
    {
        JsonArray types => (string)types[0]!,
        { } type => (string)type!,
        _ => null,
    };

    public bool IsNullable
    {
        get => Schema["type"] is JsonArray || Schema["anyOf"] is not null;
        set => Schema["type"] = value ? new JsonArray(Word, "null") : Word;
    }

    public string? Format
    {
        get => (string?)Schema["format"];
        set => Schema["format"] = value;
    }

    public JsonArray? Values => Schema["enum"]?.AsArray();

    private JsonArray Required => owner["required"]!.AsArray();

    /// <summary>The properties that can be met from the events, or the bodies, of all functions.</summary>
    public static List<PropertyPlace> Reachable(JsonObject contract, string direction)
    {
        var functions = contract["functions"]!.AsArray();
        var open = new Stack<JsonNode>(direction == "events"
            ? functions.SelectMany(function => function!["events"]!["cases"]!.AsArray()).Select(item => item!["schema"]!)
            : functions.SelectMany(function => function!["parameters"]!.AsArray()).Where(item => (string)item!["in"]! == "body").Select(item => item!["schema"]!));
        var places = new List<PropertyPlace>();
        var met = new HashSet<JsonNode>();
        while (open.TryPop(out var node))
        {
            if (node is not JsonObject schema || !met.Add(schema))
            {
                continue;
            }

            if (schema["$ref"] is { } reference)
            {
                open.Push(contract["$defs"]![((string)reference!).Split('/')[^1]]!);
            }

            foreach (var property in schema["properties"]?.AsObject().Select(property => property.Key) ?? [])
            {
                places.Add(new PropertyPlace(schema, property));
                open.Push(schema["properties"]![property]!);
            }

            foreach (var inner in new[] { schema["items"], schema["additionalProperties"], schema["anyOf"]?[0] }.OfType<JsonObject>())
            {
                open.Push(inner);
            }
        }

        return places;
    }

    public void Remove()
    {
        IsRequired = false;
        owner["properties"]!.AsObject().Remove(name);
    }

    public void AddSibling(bool isRequired)
    {
        owner["properties"]!["added"] = new JsonObject { ["type"] = "string" };
        new PropertyPlace(owner, "added").IsRequired = isRequired;
    }

    /// <summary>A schema that has no value in common with this one.</summary>
    public JsonNode Other() => new JsonObject { ["type"] = Word == "boolean" ? "integer" : "boolean" };
}
