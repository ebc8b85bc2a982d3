using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;

namespace SegStream.OpenApi;

/// <summary>
/// The definitions of a manifest, and those made of them, on their way into the components of a document. Until all are known they refer to each other as in the manifest; then each gets
/// a name that the document does not have yet, because a component of the same name may well describe what a server reads, not what is sent.
/// </summary>
internal sealed class ComponentSchemas(IReadOnlyDictionary<string, JsonElement> definitions)
{
    private const string Prefix = "#/$defs/";

    private readonly Dictionary<string, JsonObject> _schemas = definitions.ToDictionary(pair => pair.Key, pair => Schema(pair.Value), StringComparer.Ordinal);
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    /// <summary>A schema of a manifest as an object: OpenAPI has no schemas that are just true or false.</summary>
    public static JsonObject Schema(JsonElement schema) => schema.ValueKind switch
    {
        JsonValueKind.Object => JsonObject.Create(schema)!,
        JsonValueKind.False => new JsonObject { ["not"] = new JsonObject() },
        _ => [],
    };

    public static string NameOf(string reference) => reference[Prefix.Length..];

    /// <summary>Adds a definition.</summary>
    /// <returns>A reference to it, or to the equal one that is there.</returns>
    public JsonObject Add(string name, JsonObject schema)
    {
        var own = name;
        for (var number = 2; _schemas.TryGetValue(own, out var known) && !JsonNode.DeepEquals(known, schema); number++)
        {
            own = name + number.ToString(CultureInfo.InvariantCulture);
        }

        _schemas[own] = schema;
        return new JsonObject { ["$ref"] = Prefix + own };
    }

    /// <summary>A copy of what a schema refers to, or of itself.</summary>
    public JsonObject Resolve(JsonObject schema) =>
        (JsonObject)(schema["$ref"] is { } reference ? _schemas[NameOf((string)reference!)] : schema).DeepClone();

    /// <summary>Adds what the schemas refer to, and nothing else, to a document.</summary>
    public void AddTo(OpenApiDocument document, IEnumerable<JsonObject> roots)
    {
        var used = Reached(roots);
        foreach (var name in used)
        {
            _names[name] = IsThere(name, document) ? name : FreeName(ShortNames.Of(name), document);
        }

        foreach (var name in used)
        {
            document.AddComponent(_names[name], Read(_schemas[name], document));
        }
    }

    /// <summary>Turns a schema into one of the document.</summary>
    public IOpenApiSchema Read(JsonObject schema, OpenApiDocument document)
    {
        // What is read has to be an object of its own: a reference alone is none.
        var text = new JsonObject { ["allOf"] = new JsonArray(OpenApiWords.Translate(schema, ReferenceTo)) }.ToJsonString();
        var read = OpenApiModelFactory.Parse<OpenApiSchema>(text, OpenApiSpecVersion.OpenApi3_1, document, out _, OpenApiConstants.Json);
        return read!.AllOf![0];
    }

    private string ReferenceTo(string reference) => "#/components/schemas/" + _names[NameOf(reference)];

    // Only what refers to nothing can be compared before all names are known: enums and flat objects.
    private bool IsThere(string name, OpenApiDocument document) =>
        document.Components?.Schemas?.TryGetValue(name, out var known) == true
        && Reached([_schemas[name]]).Count == 0
        && Text(known) == Text(Read(_schemas[name], document));

    private static string Text(IOpenApiSchema schema)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        schema.SerializeAsV31(new OpenApiJsonWriter(text));
        return text.ToString();
    }

    private string FreeName(string name, OpenApiDocument document)
    {
        var candidate = name;
        for (var number = 1; _names.ContainsValue(candidate) || document.Components?.Schemas?.ContainsKey(candidate) == true; number++)
        {
            candidate = number == 1 ? name + "Sent" : name + "Sent" + number.ToString(CultureInfo.InvariantCulture);
        }

        return candidate;
    }

    private SortedSet<string> Reached(IEnumerable<JsonObject> roots)
    {
        var reached = new SortedSet<string>(StringComparer.Ordinal);
        var open = new Stack<JsonObject>(roots);
        while (open.TryPop(out var schema))
        {
            OpenApiWords.Translate(schema, reference =>
            {
                if (reached.Add(NameOf(reference)))
                {
                    open.Push(_schemas[NameOf(reference)]);
                }

                return reference;
            });
        }

        return reached;
    }
}
