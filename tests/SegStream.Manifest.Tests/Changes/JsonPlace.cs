using System.Globalization;
using System.Text.Json.Nodes;

namespace SegStream.Manifest.Tests.Changes;

/// <summary>Edits JSON by paths as <c>functions/0/name</c>; a last <c>+</c> adds to an array.</summary>
internal static class JsonPlace
{
    public static void Set(JsonNode root, string path, string? json)
    {
        var steps = path.Split('/');
        var node = steps[..^1].Aggregate(root, (node, step) => node is JsonArray array ? array[int.Parse(step, CultureInfo.InvariantCulture)]! : node[step]!);
        var value = json is null ? null : JsonNode.Parse(json);
        switch (node)
        {
            case JsonArray array when steps[^1] == "+":
                array.Add(value);
                break;
            case JsonArray array:
                array[int.Parse(steps[^1], CultureInfo.InvariantCulture)] = value;
                break;
            case JsonObject item when json is null:
                Assert.True(item.Remove(steps[^1]));
                break;
            default:
                node[steps[^1]] = value;
                break;
        }
    }
}
