namespace SegStream;

/// <summary>The wire formats of a JSON stream.</summary>
[Flags]
public enum JsonStreamFormats
{
    /// <summary>No format; not valid for an endpoint.</summary>
    None = 0,

    /// <summary>Newline-delimited JSON, <c>application/x-ndjson</c>: one JSON text and LF per event.</summary>
    NdJson = 1,

    /// <summary>JSON text sequence, <c>application/json-seq</c> (RFC 7464): RS, JSON text, LF per event.</summary>
    JsonSequence = 2,

    /// <summary>One JSON array, <c>application/json</c>. It is valid JSON only when the stream completed.</summary>
    JsonArray = 4,

    /// <summary>All of them; the client chooses with <c>Accept</c>.</summary>
    All = NdJson | JsonSequence | JsonArray,
}
