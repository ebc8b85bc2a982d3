namespace SegStream.Shared.Model;

/// <summary>How an endpoint hands its events over.</summary>
internal enum EndpointShape
{
    /// <summary>The method returns the events, asynchronously produced.</summary>
    AsyncEnumerable,

    /// <summary>The method returns the events, synchronously produced.</summary>
    Enumerable,

    /// <summary>The method returns the read half of a channel.</summary>
    ChannelReader,

    /// <summary>The method is given the typed sender.</summary>
    Push,

    /// <summary>The method is given the sender of all modes.</summary>
    UnifiedPush,

    /// <summary>The method returns a result that may hold a stream.</summary>
    Detached,
}
