using System.Text.Json.Nodes;
using SegStream.Manifests;

namespace SegStream.Hosting;

/// <summary>The events of a function, whose schemas wait for the names of the definitions.</summary>
internal sealed record EventsDraft(StreamManifestEventKind Kind, StreamManifestEventNaming? Naming, Type? Type, IReadOnlyList<(StreamEventCase? Case, Type Type, JsonNode Schema)> Cases)
{
    /// <summary>The name of an event that has none, in the formats that name events: what the standard calls it.</summary>
    private const string Unnamed = "message";

    public StreamManifestEvents Finish() => new()
    {
        Kind = Kind,
        Naming = Naming,
        Type = Type is null ? null : TypeNames.CSharp(Type),
        Cases =
        [
            .. Cases.Select(item => new StreamManifestEvent
            {
                Name = item.Case?.Name ?? (Naming is null ? null : Unnamed),
                Type = TypeNames.CSharp(item.Type),
                Terminal = item.Case?.IsTerminal ?? false,
                Error = item.Case?.IsError ?? false,
                Schema = FunctionDraft.Element(item.Schema),
            }),
        ],
    };
}
