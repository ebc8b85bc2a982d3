namespace SegStream.Framing;

/// <summary>What stands around the JSON texts of a stream.</summary>
internal sealed class JsonFraming
{
    /// <summary>One JSON text and LF per event. Readers skip empty lines.</summary>
    public static readonly JsonFraming NdJson = new("application/x-ndjson") { After = [(byte)'\n'], Heartbeat = [(byte)'\n'] };

    /// <summary>RS, JSON text, LF per event (RFC 7464).</summary>
    public static readonly JsonFraming Sequence = new("application/json-seq") { BeforeFirst = [0x1E], BeforeNext = [0x1E], After = [(byte)'\n'] };

    /// <summary>One array. White space may stand before and after each of its values (RFC 8259, section 2).</summary>
    public static readonly JsonFraming Array = new("application/json")
    {
        Preamble = [(byte)'['],
        BeforeNext = [(byte)','],
        Epilogue = [(byte)']'],
        Heartbeat = [(byte)'\n'],
    };

    private JsonFraming(string contentType) => ContentType = contentType;

    public string ContentType { get; }

    public byte[] Preamble { get; private init; } = [];

    public byte[] BeforeFirst { get; private init; } = [];

    public byte[] BeforeNext { get; private init; } = [];

    public byte[] After { get; private init; } = [];

    public byte[] Epilogue { get; private init; } = [];

    /// <summary>Empty where the format has nothing that readers ignore.</summary>
    public byte[] Heartbeat { get; private init; } = [];

    /// <summary>The framing of a format.</summary>
    /// <exception cref="ArgumentException"><paramref name="format"/> is not exactly one.</exception>
    public static JsonFraming Of(JsonStreamFormats format) => format switch
    {
        JsonStreamFormats.NdJson => NdJson,
        JsonStreamFormats.JsonSequence => Sequence,
        JsonStreamFormats.JsonArray => Array,
        _ => throw new ArgumentException($"A JSON stream is written in exactly one format, not in \"{format}\".", nameof(format)),
    };
}
