using System.Text.Json.Nodes;
using SegStream.Manifests;

namespace SegStream.Hosting;

/// <summary>Describes what a client gets.</summary>
internal sealed class EventDescriber(StreamHost host, SchemaBook schemas)
{
    private const string PlainText = "text/plain; charset=utf-8";
    private const string OctetStream = "application/octet-stream";

    public static IReadOnlyList<string> ContentTypes(StreamEndpointDefinition definition) => definition.Mode switch
    {
        StreamMode.Sse => ["text/event-stream"],
        StreamMode.Json => [.. JsonFormatNegotiation.MediaTypesOf(definition.Formats)],
        StreamMode.Text => [PlainText],
        StreamMode.Chunked => [definition.ContentType ?? (IsBytes(definition.Events?.Type) ? OctetStream : PlainText)],
        _ => [definition.ContentType ?? OctetStream],
    };

    public EventsDraft Describe(StreamEndpointDefinition definition, StreamSettings settings)
    {
        var type = definition.Events?.Type;
        switch (definition.Mode)
        {
            case StreamMode.Text:
                return Text(type, naming: null);
            case StreamMode.Chunked when !IsBytes(type):
                return type is null ? Open(naming: null) : Text(type, naming: null);
            case StreamMode.Chunked or StreamMode.Binary:
                return new EventsDraft(StreamManifestEventKind.Bytes, null, type, []);
        }

        var naming = definition.Mode == StreamMode.Json ? StreamManifestEventNaming.Property
            : settings.Frames.Envelope == StreamEnvelope.TypeData ? StreamManifestEventNaming.Envelope
            : StreamManifestEventNaming.Field;
        if (definition.Events is not { } events)
        {
            return Open(naming);
        }

        if (!events.Cases.IsDefault)
        {
            return new EventsDraft(StreamManifestEventKind.Union, naming, type, [.. events.Cases.Select(item => ((StreamEventCase?)item, item.Type, SchemaOf(item.Type, definition)))]);
        }

        // Server-Sent Events carry a string as it is; everything else is JSON.
        return events.Type == typeof(string) && naming == StreamManifestEventNaming.Field
            ? Text(type, naming)
            : new EventsDraft(StreamManifestEventKind.Value, naming == StreamManifestEventNaming.Property ? null : naming, type, [(null, events.Type, SchemaOf(events.Type, definition))]);
    }

    private static bool IsBytes(Type? type) => type == typeof(byte[]) || type == typeof(ReadOnlyMemory<byte>);

    private static EventsDraft Text(Type? type, StreamManifestEventNaming? naming) =>
        new(StreamManifestEventKind.Text, naming, type, [(null, typeof(string), new JsonObject { ["type"] = "string" })]);

    private static EventsDraft Open(StreamManifestEventNaming? naming) => new(StreamManifestEventKind.Open, naming, null, []);

    private JsonNode SchemaOf(Type type, StreamEndpointDefinition definition) => schemas.Use(host.TypeInfo(type, definition.JsonContext), SchemaDirection.Sent);
}
