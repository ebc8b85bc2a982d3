namespace SegStream.Framing;

/// <summary>The verbs of a unified sender.</summary>
internal enum UnifiedEventKind : byte
{
    /// <summary>A value as JSON in an SSE event.</summary>
    SseJson,

    /// <summary>Text in an SSE event.</summary>
    SseData,

    /// <summary>Text in a named SSE event.</summary>
    SseEvent,

    /// <summary>An SSE comment.</summary>
    Heartbeat,

    /// <summary>One value of a JSON stream.</summary>
    JsonChunk,

    /// <summary>A line, or text as it is.</summary>
    TextChunk,

    /// <summary>Bytes.</summary>
    Bytes,
}
