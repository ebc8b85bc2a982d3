namespace SegStream;

/// <summary>What a stream puts on the wire.</summary>
public enum StreamMode
{
    /// <summary>Server-Sent Events.</summary>
    Sse,

    /// <summary>A stream of JSON values.</summary>
    Json,

    /// <summary>Lines of text.</summary>
    Text,

    /// <summary>Raw chunks of text or bytes.</summary>
    Chunked,

    /// <summary>Bytes, as they are or length-prefixed.</summary>
    Binary,
}
