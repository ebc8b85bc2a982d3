namespace SegStream.Soak.Plans;

/// <summary>What a client has to know of an endpoint to judge its streams.</summary>
/// <param name="Path">Where it is served.</param>
/// <param name="Mode">Its mode.</param>
/// <param name="Kind">Where its events come from.</param>
/// <param name="Policy">What happens at a full queue.</param>
/// <param name="Limit">The time limit that ends its streams, if one does.</param>
/// <param name="LengthPrefixed">Whether its frames have lengths.</param>
/// <param name="Compressed">Whether it is compressed for clients that accept that.</param>
/// <param name="OnShutdown">What becomes of its streams when the host stops.</param>
internal sealed record EndpointFacts(
    string Path,
    StreamMode Mode,
    SourceKind Kind,
    OverflowPolicy Policy = OverflowPolicy.Wait,
    CompletionReason? Limit = null,
    bool LengthPrefixed = false,
    bool Compressed = false,
    ShutdownPolicy OnShutdown = ShutdownPolicy.Drain)
{
    /// <summary>Whether its events go through a sender, so that it is known exactly how many were accepted.</summary>
    public bool HasSender => Kind is SourceKind.Push or SourceKind.Unified or SourceKind.Detached;

    /// <summary>Whether the policy drops events and the stream goes on.</summary>
    public bool Drops => Policy is OverflowPolicy.DropOldest or OverflowPolicy.DropNewest or OverflowPolicy.Coalesce;

    /// <summary>Whether the client is told how much it lost.</summary>
    public bool TellsLoss => Mode is StreamMode.Sse or StreamMode.Json;

    /// <summary>Whether the client can read a failure.</summary>
    public bool TellsFailure => Mode is StreamMode.Sse or StreamMode.Json;
}
