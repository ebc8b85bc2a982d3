namespace SegStream;

/// <summary>What a callback is told of a stream that has ended.</summary>
public sealed class StreamCompletedContext
{
    /// <summary>Why and how the stream ended.</summary>
    public required StreamCompletion Completion { get; init; }

    /// <summary>The endpoint as it is shown in logs: <c>Type.Method</c> of an annotated method, else the endpoint's display name; empty for a response that was never executed.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The route pattern, or <see langword="null"/> where the stream has none.</summary>
    public string? Route { get; init; }

    /// <summary>The id of the connection (<c>HttpContext.Connection.Id</c>), or <see langword="null"/> where the server gives none. Requests of one connection share it.</summary>
    public string? ConnectionId { get; init; }

    /// <summary>The mode of the stream.</summary>
    public required StreamMode Mode { get; init; }
}
