using Microsoft.OpenApi;
using SegStream.Hosting;

namespace SegStream.OpenApi;

/// <summary>What makes an operation a streaming one.</summary>
/// <param name="Definition">Its endpoint.</param>
/// <param name="HasSchema">Whether ASP.NET Core has described its events by their type.</param>
internal sealed record StreamOperation(StreamEndpointDefinition Definition, bool HasSchema)
{
    // Metadata of the object model: it is never written to a document.
    private const string Key = "segstream-operation";

    public void MarkOn(OpenApiOperation operation) => (operation.Metadata ??= new Dictionary<string, object>())[Key] = this;

    /// <summary>Takes the mark off, so that no operation is described twice, however often the transformers were added.</summary>
    public static StreamOperation? TakeFrom(OpenApiOperation operation) =>
        operation.Metadata is { } metadata && metadata.Remove(Key, out var mark) ? (StreamOperation)mark : null;
}
