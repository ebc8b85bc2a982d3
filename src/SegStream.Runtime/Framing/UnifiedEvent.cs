using System.Text.Json.Serialization.Metadata;

namespace SegStream.Framing;

/// <summary>One event of a stream whose mode is chosen at run time.</summary>
internal readonly struct UnifiedEvent
{
    /// <summary>The verb it was sent with.</summary>
    public UnifiedEventKind Kind { get; init; }

    /// <summary>The <c>event</c> field of SSE, the name of the union's case in JSON; none when null or empty.</summary>
    public string? EventName { get; init; }

    /// <summary>The <c>id</c> field of SSE; none when null or empty, because an empty one resets the client's cursor.</summary>
    public string? Id { get; init; }

    /// <summary>The payload of <see cref="UnifiedEventKind.SseData"/>, <see cref="UnifiedEventKind.SseEvent"/> and <see cref="UnifiedEventKind.TextChunk"/>.</summary>
    public string? Text { get; init; }

    /// <summary>The payload of <see cref="UnifiedEventKind.SseJson"/> and <see cref="UnifiedEventKind.JsonChunk"/>.</summary>
    public object? Value { get; init; }

    /// <summary>The type as which <see cref="Value"/> was sent; its own type when null.</summary>
    public Type? DeclaredType { get; init; }

    /// <summary>How <see cref="Value"/> is serialized; found by its type when null.</summary>
    public JsonTypeInfo? TypeInfo { get; init; }

    /// <summary>The payload of <see cref="UnifiedEventKind.Bytes"/>.</summary>
    public ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>Whether streams of a mode can carry events of a kind.</summary>
    public static bool Fits(UnifiedEventKind kind, StreamMode mode) => kind switch
    {
        UnifiedEventKind.SseJson or UnifiedEventKind.SseData or UnifiedEventKind.SseEvent or UnifiedEventKind.Heartbeat => mode is StreamMode.Sse,
        UnifiedEventKind.JsonChunk => mode is StreamMode.Json,
        UnifiedEventKind.TextChunk => mode is StreamMode.Text or StreamMode.Chunked,
        UnifiedEventKind.Bytes => mode is StreamMode.Binary or StreamMode.Chunked,
        _ => false,
    };

    /// <summary>Refuses an event that streams of a mode cannot carry.</summary>
    /// <exception cref="InvalidOperationException">It does not fit.</exception>
    internal void ThrowUnlessFits(StreamMode mode)
    {
        if (!Fits(Kind, mode))
        {
            throw new InvalidOperationException($"An event of kind {Kind} does not fit a stream of mode {mode}.");
        }
    }
}
