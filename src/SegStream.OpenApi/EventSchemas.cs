using System.Text.Json.Nodes;

namespace SegStream.OpenApi;

/// <summary>Makes the schema of one event of a function, as it is on the wire. References are those of the manifest.</summary>
internal sealed class EventSchemas(ComponentSchemas components)
{
    /// <summary>The schema, or <see langword="null"/> where what ASP.NET Core says is right.</summary>
    public JsonObject? Of(StreamOperation stream, StreamManifestFunction function) => (function.Events.Kind, function.Events.Naming) switch
    {
        (StreamManifestEventKind.Union, StreamManifestEventNaming.Property) => components.Add(UnionName(stream) + "WithType", Tagged(function, WithType)),
        (StreamManifestEventKind.Union, StreamManifestEventNaming.Envelope) => components.Add(UnionName(stream) + "InEnvelope", Wrapped(function, Tagged(function, InEnvelope))),
        (StreamManifestEventKind.Union, _) => components.Add(UnionName(stream), Data(function)),
        (StreamManifestEventKind.Value or StreamManifestEventKind.Text, StreamManifestEventNaming.Envelope) => Wrapped(function, Envelope(new JsonObject { ["type"] = "string" }, Schema(function.Events.Cases[0]))),
        (StreamManifestEventKind.Value, _) when !stream.HasSchema => Schema(function.Events.Cases[0]),
        _ => null,
    };

    private static string UnionName(StreamOperation stream) => ShortNames.Of(stream.Definition.Events!.Type);

    // The name of the event decides, and it is not in the data: the data of one case may well fit another one's schema too, which oneOf would refuse.
    private static JsonObject Data(StreamManifestFunction function) => new()
    {
        ["anyOf"] = new JsonArray([.. function.Events.Cases.Select(item => Marked(item, new JsonObject { ["allOf"] = new JsonArray(Schema(item)) }))]),
    };

    private JsonObject Tagged(StreamManifestFunction function, Func<StreamManifestEvent, JsonObject> ofCase)
    {
        var cases = function.Events.Cases.Select(item => (item.Name, Schema: ofCase(item))).ToList();
        return new JsonObject
        {
            ["oneOf"] = new JsonArray([.. cases.Select(item => item.Schema.DeepClone())]),
            ["discriminator"] = new JsonObject
            {
                ["propertyName"] = "type",
                ["mapping"] = new JsonObject(cases.Select(item => KeyValuePair.Create(item.Name ?? "", item.Schema["$ref"]?.DeepClone()))),
            },
        };
    }

    private JsonObject WithType(StreamManifestEvent item)
    {
        var name = new JsonObject { ["enum"] = new JsonArray(item.Name) };
        var own = components.Resolve(Schema(item));
        if (!IsPlainObject(own))
        {
            own = new JsonObject { ["allOf"] = new JsonArray(Schema(item)), ["type"] = "object" };
        }

        // Written out and not put together with allOf: a type that allows no further properties would refuse the name.
        own["properties"] = new JsonObject([new("type", name), .. Members(own["properties"])]);
        own["required"] = new JsonArray(["type", .. (own["required"] as JsonArray ?? []).Select(required => required?.DeepClone())]);
        return components.Add(CaseName(item) + "WithType", Marked(item, own));
    }

    private JsonObject InEnvelope(StreamManifestEvent item) =>
        components.Add(CaseName(item) + "InEnvelope", Marked(item, Envelope(new JsonObject { ["enum"] = new JsonArray(item.Name) }, Schema(item))));

    private static JsonObject Envelope(JsonObject type, JsonObject data) => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject { ["type"] = type, ["data"] = data },
        ["required"] = new JsonArray("type", "data"),
    };

    // With batches and compressed payloads a message may be something else than one event.
    private static JsonObject Wrapped(StreamManifestFunction function, JsonObject message)
    {
        var forms = new List<JsonNode> { message };
        if (function.Settings.BatchCount > 1)
        {
            forms.Add(new JsonObject
            {
                ["type"] = "object",
                ["properties"] = new JsonObject
                {
                    ["type"] = new JsonObject { ["enum"] = new JsonArray("batch") },
                    ["messages"] = new JsonObject { ["type"] = "array", ["items"] = message.DeepClone() },
                    ["count"] = new JsonObject { ["type"] = "integer", ["format"] = "int32" },
                },
                ["required"] = new JsonArray("type", "messages", "count"),
            });
        }

        if (function.Settings.CompressPayloadsOver is not null)
        {
            forms.Add(new JsonObject
            {
                ["type"] = "object",
                ["properties"] = new JsonObject
                {
                    ["compressed"] = new JsonObject { ["enum"] = new JsonArray(true) },
                    ["data"] = new JsonObject { ["type"] = "string", ["description"] = "The gzip of the message in Base64." },
                },
                ["required"] = new JsonArray("compressed", "data"),
            });
        }

        return forms.Count == 1 ? message : new JsonObject { ["anyOf"] = new JsonArray([.. forms]) };
    }

    private static JsonObject Marked(StreamManifestEvent item, JsonObject schema)
    {
        schema["title"] = item.Name;
        if (item.Description is not null)
        {
            schema["description"] = item.Description;
        }

        schema["x-event-name"] = item.Name;
        if (item.Terminal)
        {
            schema["x-event-terminal"] = true;
        }

        if (item.Error)
        {
            schema["x-event-error"] = true;
        }

        return schema;
    }

    // A case whose JSON depends on its value has its own alternatives, which stay together.
    private static bool IsPlainObject(JsonObject schema) =>
        schema["type"] is JsonValue type && type.TryGetValue<string>(out var word) && word == "object"
        && !schema.ContainsKey("anyOf") && !schema.ContainsKey("oneOf") && !schema.ContainsKey("allOf");

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Members(JsonNode? properties) =>
        (properties as JsonObject ?? []).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()));

    private static JsonObject Schema(StreamManifestEvent item) => ComponentSchemas.Schema(item.Schema);

    private static string CaseName(StreamManifestEvent item) =>
        Schema(item)["$ref"] is { } reference ? ComponentSchemas.NameOf((string)reference!) : ShortNames.Of(item.Name ?? "");
}
