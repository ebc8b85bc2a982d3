using System.Text.Json.Nodes;
using SegStream.Manifests;

namespace SegStream.Hosting;

/// <summary>A parameter whose schema waits for the names of the definitions.</summary>
internal sealed record ParameterDraft(StreamParameterDescription Source, StreamManifestParameterSource In, bool IsRequired, object? Default, JsonNode Schema)
{
    public StreamManifestParameter Finish() => new()
    {
        Name = In is StreamManifestParameterSource.Body or StreamManifestParameterSource.RawBody ? Source.Name : Source.Key,
        In = In,
        Argument = Source.Name == Source.Key ? null : Source.Name,
        Description = Source.Description,
        Required = IsRequired,
        Repeated = Source.IsCollection,
        Type = Source.TypeText,
        Schema = FunctionDraft.Element(Schema),
        Default = TextSchema.Default(Default) is { } value ? FunctionDraft.Element(value) : null,
    };
}
