using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;

namespace SegStream.Manifests;

/// <summary>
/// Collects the JSON Schemas of a manifest. Objects and enums become definitions of their own, so that types that are shared or contain themselves are described once. The references
/// get their names at the end, when all types are known: a short name must mean one type only.
/// </summary>
internal sealed class SchemaBook
{
    private readonly Dictionary<(JsonSerializerOptions Options, Type Type, SchemaDirection Direction), SchemaEntry> _entries = [];
    private readonly List<SchemaEntry> _order = [];
    private readonly List<JsonNode> _uses = [];

    // The collections that are being written out: one that contains itself needs a name after all.
    private readonly HashSet<Type> _open = [];

    /// <summary>The schema of a type where it is used: a reference, or what is too simple for one.</summary>
    public JsonNode Use(JsonTypeInfo typeInfo, SchemaDirection direction)
    {
        var schema = Export(typeInfo, direction, isDefinition: false);
        _uses.Add(schema);
        return schema;
    }

    /// <summary>Names all definitions and fills in the references.</summary>
    /// <returns>The definitions by their names.</returns>
    public SortedDictionary<string, JsonNode> Close()
    {
        for (var next = 0; next < _order.Count; next++)
        {
            var entry = _order[next];
            entry.Schema = Export(entry.TypeInfo, entry.Direction, isDefinition: true);
        }

        // The exporter goes on inside of what has become a reference; what it met only there is not part of the manifest.
        var used = SchemaEntry.Reached(_uses, _order);
        SchemaClasses.Divide(used);
        var definitions = new SortedDictionary<string, JsonNode>(StringComparer.Ordinal);
        foreach (var (entry, name) in SchemaNames.Of(used))
        {
            entry.Refer("#/$defs/" + name);
            definitions.TryAdd(name, entry.Schema);
        }

        return definitions;
    }

    private JsonNode Export(JsonTypeInfo typeInfo, SchemaDirection direction, bool isDefinition)
    {
        var isOutermost = _open.Add(typeInfo.Type);
        JsonNode schema;
        try
        {
            schema = typeInfo.GetJsonSchemaAsNode(new JsonSchemaExporterOptions
            {
                // What is not annotated is taken at its word: elements of lists and the events themselves are not null.
                TreatNullObliviousAsNonNullable = true,
                TransformSchemaNode = (context, node) => Transform(context, node, direction, isDefinition && context.Path.IsEmpty),
            });
        }
        catch (Exception exception) when (exception is NotSupportedException or ArgumentException or JsonException)
        {
            // The exporter writes the defaults of constructors as JSON, and does not say of which type.
            throw new InvalidOperationException(
                $"The type '{typeInfo.Type}' cannot be described in a stream manifest: {exception.Message} Check its constructor: types and default values of its parameters, as NaN, need a form in JSON.", exception);
        }

        if (isOutermost)
        {
            _open.Remove(typeInfo.Type);
        }

        return schema;
    }

    private JsonNode Transform(JsonSchemaExporterContext context, JsonNode node, SchemaDirection direction, bool isDefinition)
    {
        var isNullable = SchemaPolish.IsNullable(context, node);
        if (!isDefinition && context.BaseTypeInfo is null && node is JsonObject place)
        {
            if (SchemaPolish.IsNamed(context.TypeInfo, place))
            {
                return Refer(context, node, direction, isNullable);
            }

            // The exporter points into its own document where a collection comes again. That document is taken apart here, so it is written out anew.
            if (place.ContainsKey("$ref"))
            {
                return _open.Contains(context.TypeInfo.Type)
                    ? Refer(context, node, direction, isNullable)
                    : SchemaPolish.Nullable(Export(context.TypeInfo, direction, isDefinition: false), isNullable);
            }
        }

        return node is JsonObject schema ? SchemaPolish.Apply(schema, context, direction) : node;
    }

    private JsonNode Refer(JsonSchemaExporterContext context, JsonNode node, SchemaDirection direction, bool isNullable)
    {
        var options = context.TypeInfo.Options;
        var type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
        var typeInfo = type == context.TypeInfo.Type ? context.TypeInfo : options.GetTypeInfo(type);
        if (!_entries.TryGetValue((options, type, direction), out var entry))
        {
            entry = new SchemaEntry(typeInfo, direction);
            _entries.Add((options, type, direction), entry);
            _order.Add(entry);
        }

        var reference = entry.MakeReference();
        var schema = isNullable
            ? new JsonObject { ["anyOf"] = new JsonArray(reference, new JsonObject { ["type"] = "null" }) }
            : reference;
        SchemaPolish.KeepAnnotations(node, schema, context);
        return schema;
    }
}
