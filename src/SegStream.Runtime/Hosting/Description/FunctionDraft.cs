using System.Text.Json;
using System.Text.Json.Nodes;

namespace SegStream.Hosting;

/// <summary>A function whose schemas wait for their names: those are known when all functions have been described.</summary>
internal sealed class FunctionDraft
{
    public required string Name { get; init; }

    public required string Method { get; init; }

    public required string Route { get; init; }

    public required IReadOnlyList<ParameterDraft> Parameters { get; init; }

    public required EventsDraft Events { get; init; }

    public required Func<FunctionDraft, string, StreamManifestFunction> Finish { get; init; }

    public static JsonElement Element(JsonNode node) => JsonElement.Parse(node.ToJsonString());
}
