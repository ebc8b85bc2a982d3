using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace SegStream.Manifests;

/// <summary>One type in one direction.</summary>
internal sealed class SchemaEntry(JsonTypeInfo typeInfo, SchemaDirection direction)
{
    private readonly List<JsonObject> _references = [];

    public JsonTypeInfo TypeInfo => typeInfo;

    public Type Type => typeInfo.Type;

    public SchemaDirection Direction => direction;

    /// <summary>Its schema; set when it has been exported.</summary>
    public JsonNode Schema { get; set; } = null!;

    /// <summary>The number that it shares with the entries of the same type that turned out to be the same.</summary>
    public int Class { get; set; }

    /// <summary>Makes a reference, whose target is filled in later.</summary>
    public JsonObject MakeReference()
    {
        var reference = new JsonObject { ["$ref"] = "" };
        _references.Add(reference);
        return reference;
    }

    /// <summary>The entries that schemas refer to, directly or by way of others, in their order.</summary>
    public static List<SchemaEntry> Reached(IEnumerable<JsonNode> schemas, IReadOnlyList<SchemaEntry> entries)
    {
        var owners = entries.SelectMany(entry => entry._references.Select(reference => (reference, entry))).ToDictionary(pair => pair.reference, pair => pair.entry);
        var reached = new HashSet<SchemaEntry>();
        var open = new Stack<JsonNode?>(schemas);
        while (open.TryPop(out var node))
        {
            foreach (var child in node is JsonObject item ? item.Select(member => member.Value) : node as JsonArray ?? Enumerable.Empty<JsonNode?>())
            {
                open.Push(child);
            }

            if (node is JsonObject reference && owners.TryGetValue(reference, out var owner) && reached.Add(owner))
            {
                open.Push(owner.Schema);
            }
        }

        return [.. entries.Where(reached.Contains)];
    }

    /// <summary>Lets all references point to something.</summary>
    public void Refer(string target)
    {
        foreach (var reference in _references)
        {
            reference["$ref"] = target;
        }
    }
}
