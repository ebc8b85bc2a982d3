using System.Text.Json.Nodes;

namespace SegStream.Manifest.Tests.Changes;

/// <summary>Random manifests, as JSON that can be changed.</summary>
internal static class RandomContract
{
    private const int Definitions = 4;

    public static JsonObject Make(Random random)
    {
        var definitions = new JsonObject();
        foreach (var prefix in new[] { "Event", "Body" })
        {
            for (var number = 0; number < Definitions; number++)
            {
                definitions[prefix + number] = Definition(random, prefix);
            }
        }

        return new JsonObject
        {
            ["segStreamManifest"] = 1,
            ["application"] = "random",
            ["functions"] = new JsonArray([.. Enumerable.Range(0, random.Next(1, 4)).Select(number => (JsonNode)Function(random, number))]),
            ["$defs"] = definitions,
        };
    }

    private static JsonObject Function(Random random, int number) => new()
    {
        ["name"] = "f" + number,
        ["streaming"] = true,
        ["method"] = Pick(random, "GET", "POST"),
        ["route"] = $"/f{number}/{{id}}",
        ["mode"] = "json",
        ["contentTypes"] = new JsonArray("application/x-ndjson", "application/json"),
        ["parameters"] = new JsonArray(
        [
            Parameter("id", "route", isRequired: true, new JsonObject { ["type"] = "string" }),
            .. Enumerable.Range(0, random.Next(3)).Select(index => Parameter("q" + index, Pick(random, "query", "header"), random.Next(2) == 0, Simple(random))),
            Parameter("body", "body", random.Next(2) == 0, Reference(random, "Body")),
        ]),
        ["events"] = new JsonObject
        {
            ["kind"] = "union",
            ["naming"] = "property",
            ["type"] = "E" + number,
            ["cases"] = new JsonArray([.. Enumerable.Range(0, random.Next(1, 5)).Select(index => (JsonNode)Case(random, index))]),
        },
        ["settings"] = JsonNode.Parse("""{ "capacity": 16, "highWatermark": 12, "lowWatermark": 4, "overflow": "wait", "maxLag": 16, "maxLagBytes": 1024, "envelope": "none", "batchCount": 1, "compression": "off", "onShutdown": "drain" }"""),
    };

    private static JsonObject Parameter(string name, string place, bool isRequired, JsonNode schema) =>
        new() { ["name"] = name, ["in"] = place, ["required"] = isRequired, ["type"] = "T", ["schema"] = schema };

    private static JsonObject Case(Random random, int index) => new()
    {
        ["name"] = "e" + index,
        ["type"] = "E.Case" + index,
        ["terminal"] = random.Next(4) == 0,
        ["error"] = random.Next(4) == 0,
        ["schema"] = Reference(random, "Event"),
    };

    private static JsonObject Definition(Random random, string prefix)
    {
        var properties = new JsonObject();
        var required = new JsonArray();
        for (var index = 0; index < random.Next(1, 6); index++)
        {
            properties["p" + index] = Schema(random, prefix, depth: 0);
            if (random.Next(2) == 0)
            {
                required.Add("p" + index);
            }
        }

        return new JsonObject { ["type"] = "object", ["properties"] = properties, ["required"] = required };
    }

    private static JsonNode Schema(Random random, string prefix, int depth) => random.Next(depth > 2 ? 6 : 10) switch
    {
        // Null ends what contains itself.
        6 => new JsonObject { ["anyOf"] = new JsonArray(Reference(random, prefix), new JsonObject { ["type"] = "null" }) },
        7 => new JsonObject { ["type"] = "array", ["items"] = Schema(random, prefix, depth + 1) },
        8 => new JsonObject { ["type"] = "object", ["additionalProperties"] = Schema(random, prefix, depth + 1) },
        9 => new JsonObject { ["type"] = "object", ["properties"] = new JsonObject { ["inner"] = Schema(random, prefix, depth + 1) }, ["required"] = new JsonArray("inner") },
        _ => Simple(random),
    };

    private static JsonObject Simple(Random random)
    {
        var schema = JsonNode.Parse(Pick(
            random,
            """{ "type": "integer", "format": "int32" }""",
            """{ "type": "integer", "format": "int64" }""",
            """{ "type": "number", "format": "double" }""",
            """{ "type": "string" }""",
            """{ "type": "string", "format": "uuid" }""",
            """{ "type": "boolean" }""",
            """{ "enum": ["a", "b", "c"] }"""))!.AsObject();
        if (random.Next(3) == 0 && schema.ContainsKey("type"))
        {
            schema["type"] = new JsonArray(schema["type"]!.DeepClone(), "null");
        }

        return schema;
    }

    private static JsonObject Reference(Random random, string prefix) => new() { ["$ref"] = $"#/$defs/{prefix}{random.Next(Definitions)}" };

    private static T Pick<T>(Random random, params T[] items) => items[random.Next(items.Length)];
}
