using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SegStream.Manifests;

/// <summary>Writes manifests. By hand, because the order of the properties, and which of them are left out, is the format.</summary>
internal static class ManifestWriter
{
    // The text is read by people and compared line by line, and it is JSON and never part of a page.
    private static readonly JsonWriterOptions Format = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 1000 };

    public static string Write(StreamManifest manifest)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Format))
        {
            json.WriteStartObject();
            json.WriteNumber("segStreamManifest", StreamManifest.FormatVersion);
            json.WriteString("application", manifest.Application);
            WriteList(json, "functions", manifest.Functions, WriteFunction);
            json.WriteStartObject("$defs");
            foreach (var (name, schema) in manifest.Definitions.OrderBy(definition => definition.Key, StringComparer.Ordinal))
            {
                json.WritePropertyName(name);
                schema.WriteTo(json);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        buffer.WriteByte((byte)'\n');
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void WriteFunction(Utf8JsonWriter json, StreamManifestFunction function)
    {
        json.WriteStartObject();
        json.WriteString("name", function.Name);
        json.WriteBoolean("streaming", function.Streaming);
        WriteText(json, "summary", function.Summary);
        WriteText(json, "description", function.Description);
        if (function.Tags.Count > 0)
        {
            WriteList(json, "tags", function.Tags, static (json, tag) => json.WriteStringValue(tag));
        }

        WriteFlag(json, "deprecated", function.Deprecated);
        WriteFlag(json, "requiresAuthorization", function.RequiresAuthorization);
        json.WriteString("method", function.Method);
        json.WriteString("route", function.Route);
        json.WriteString("mode", ManifestWords.Of(function.Mode));
        WriteList(json, "contentTypes", function.ContentTypes, static (json, type) => json.WriteStringValue(type));
        WriteList(json, "parameters", function.Parameters, WriteParameter);
        json.WritePropertyName("events");
        WriteEvents(json, function.Events);
        json.WritePropertyName("settings");
        WriteSettings(json, function.Settings);
        json.WriteEndObject();
    }

    private static void WriteParameter(Utf8JsonWriter json, StreamManifestParameter parameter)
    {
        json.WriteStartObject();
        json.WriteString("name", parameter.Name);
        json.WriteString("in", ManifestWords.Of(parameter.In));
        WriteText(json, "argument", parameter.Argument);
        WriteText(json, "description", parameter.Description);
        json.WriteBoolean("required", parameter.Required);
        WriteFlag(json, "repeated", parameter.Repeated);
        json.WriteString("type", parameter.Type);
        WriteElement(json, "schema", parameter.Schema);
        if (parameter.Default is { } value)
        {
            WriteElement(json, "default", value);
        }

        json.WriteEndObject();
    }

    private static void WriteEvents(Utf8JsonWriter json, StreamManifestEvents events)
    {
        json.WriteStartObject();
        json.WriteString("kind", ManifestWords.Of(events.Kind));
        if (events.Naming is { } naming)
        {
            json.WriteString("naming", ManifestWords.Of(naming));
        }

        WriteText(json, "type", events.Type);
        WriteList(json, "cases", events.Cases, WriteEvent);
        json.WriteEndObject();
    }

    private static void WriteEvent(Utf8JsonWriter json, StreamManifestEvent item)
    {
        json.WriteStartObject();
        WriteText(json, "name", item.Name);
        WriteText(json, "description", item.Description);
        WriteFlag(json, "terminal", item.Terminal);
        WriteFlag(json, "error", item.Error);
        json.WriteString("type", item.Type);
        WriteElement(json, "schema", item.Schema);
        json.WriteEndObject();
    }

    private static void WriteSettings(Utf8JsonWriter json, StreamManifestSettings settings)
    {
        json.WriteStartObject();
        WriteNumber(json, "heartbeatSeconds", settings.HeartbeatSeconds);
        WriteNumber(json, "idleTimeoutSeconds", settings.IdleTimeoutSeconds);
        WriteNumber(json, "maxDurationSeconds", settings.MaxDurationSeconds);
        WriteNumber(json, "writeTimeoutSeconds", settings.WriteTimeoutSeconds);
        json.WriteNumber("capacity", settings.Capacity);
        json.WriteNumber("highWatermark", settings.HighWatermark);
        json.WriteNumber("lowWatermark", settings.LowWatermark);
        json.WriteString("overflow", ManifestWords.Of(settings.Overflow));
        json.WriteNumber("maxLag", settings.MaxLag);
        json.WriteNumber("maxLagBytes", settings.MaxLagBytes);
        json.WriteString("envelope", ManifestWords.Of(settings.Envelope));
        json.WriteNumber("batchCount", settings.BatchCount);
        WriteNumber(json, "batchDelayMilliseconds", settings.BatchDelayMilliseconds);
        WriteNumber(json, "flushIntervalMilliseconds", settings.FlushIntervalMilliseconds);
        WriteNumber(json, "compressPayloadsOver", settings.CompressPayloadsOver);
        json.WriteString("compression", ManifestWords.Of(settings.Compression));
        WriteNumber(json, "maxFrameBytes", settings.MaxFrameBytes);
        WriteFlag(json, "lengthPrefixed", settings.LengthPrefixed);
        json.WriteString("onShutdown", ManifestWords.Of(settings.OnShutdown));
        json.WriteEndObject();
    }

    private static void WriteList<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            write(json, item);
        }

        json.WriteEndArray();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }

    private static void WriteFlag(Utf8JsonWriter json, string name, bool flag)
    {
        if (flag)
        {
            json.WriteBoolean(name, true);
        }
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, double? number)
    {
        if (number is { } value)
        {
            json.WriteNumber(name, value);
        }
    }

    private static void WriteElement(Utf8JsonWriter json, string name, JsonElement element)
    {
        json.WritePropertyName(name);
        element.WriteTo(json);
    }
}
