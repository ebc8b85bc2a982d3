using System.Text.Json;

namespace SegStream.Manifests;

/// <summary>Reads manifests. What it does not know is passed over, so that what a later version only adds does not matter.</summary>
internal static class ManifestReader
{
    public static StreamManifest Read(string json)
    {
        JsonElement root;
        try
        {
            root = JsonElement.Parse(json, new JsonDocumentOptions { MaxDepth = 1000 });
        }
        catch (JsonException exception)
        {
            throw new FormatException($"The manifest is no JSON: {exception.Message}", exception);
        }

        var manifest = new ManifestPlace(root, "The manifest");
        var version = manifest.Int("segStreamManifest");
        if (version != StreamManifest.FormatVersion)
        {
            throw new FormatException($"The manifest has version {version} of the format; this version of SegStream reads {StreamManifest.FormatVersion}.");
        }

        var functions = manifest.List("functions").Select(ReadFunction).ToList();
        var twice = functions.GroupBy(function => function.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
        {
            throw new FormatException($"The manifest has two functions of the name '{twice.Key}'.");
        }

        return new StreamManifest
        {
            Application = manifest.Text("application"),
            Functions = functions,
            Definitions = manifest.Member("$defs").Members(),
        };
    }

    private static StreamManifestFunction ReadFunction(ManifestPlace place) => new()
    {
        Name = place.Text("name"),
        Streaming = place.Flag("streaming"),
        Summary = place.OptionalText("summary"),
        Description = place.OptionalText("description"),
        Tags = [.. place.OptionalList("tags").Select(tag => tag.Text())],
        Deprecated = place.Flag("deprecated"),
        RequiresAuthorization = place.Flag("requiresAuthorization"),
        Method = place.Text("method"),
        Route = place.Text("route"),
        Mode = place.Word<StreamMode>("mode"),
        ContentTypes = [.. place.List("contentTypes").Select(type => type.Text())],
        Parameters = [.. place.List("parameters").Select(ReadParameter)],
        Events = ReadEvents(place.Member("events")),
        Settings = ReadSettings(place.Member("settings")),
    };

    private static StreamManifestParameter ReadParameter(ManifestPlace place) => new()
    {
        Name = place.Text("name"),
        In = place.Word<StreamManifestParameterSource>("in"),
        Argument = place.OptionalText("argument"),
        Description = place.OptionalText("description"),
        Required = place.Flag("required"),
        Repeated = place.Flag("repeated"),
        Type = place.Text("type"),
        Schema = place.Schema("schema"),
        Default = place.OptionalElement("default"),
    };

    private static StreamManifestEvents ReadEvents(ManifestPlace place) => new()
    {
        Kind = place.Word<StreamManifestEventKind>("kind"),
        Naming = place.OptionalText("naming") is null ? null : place.Word<StreamManifestEventNaming>("naming"),
        Type = place.OptionalText("type"),
        Cases = [.. place.List("cases").Select(ReadEvent)],
    };

    private static StreamManifestEvent ReadEvent(ManifestPlace place) => new()
    {
        Name = place.OptionalText("name"),
        Description = place.OptionalText("description"),
        Terminal = place.Flag("terminal"),
        Error = place.Flag("error"),
        Type = place.Text("type"),
        Schema = place.Schema("schema"),
    };

    private static StreamManifestSettings ReadSettings(ManifestPlace place) => new()
    {
        HeartbeatSeconds = place.OptionalNumber("heartbeatSeconds"),
        IdleTimeoutSeconds = place.OptionalNumber("idleTimeoutSeconds"),
        MaxDurationSeconds = place.OptionalNumber("maxDurationSeconds"),
        WriteTimeoutSeconds = place.OptionalNumber("writeTimeoutSeconds"),
        Capacity = place.Int("capacity"),
        HighWatermark = place.Int("highWatermark"),
        LowWatermark = place.Int("lowWatermark"),
        Overflow = place.Word<OverflowPolicy>("overflow"),
        MaxLag = place.Int("maxLag"),
        MaxLagBytes = place.Int("maxLagBytes"),
        Envelope = place.Word<StreamEnvelope>("envelope"),
        BatchCount = place.Int("batchCount"),
        BatchDelayMilliseconds = place.OptionalNumber("batchDelayMilliseconds"),
        FlushIntervalMilliseconds = place.OptionalNumber("flushIntervalMilliseconds"),
        CompressPayloadsOver = place.OptionalInt("compressPayloadsOver"),
        Compression = place.Word<StreamCompression>("compression"),
        MaxFrameBytes = place.OptionalInt("maxFrameBytes"),
        LengthPrefixed = place.Flag("lengthPrefixed"),
        OnShutdown = place.Word<ShutdownPolicy>("onShutdown"),
    };
}
