namespace SegStream.Sending;

/// <summary>Which ends of streams a callback is for.</summary>
internal enum CompletionInterest
{
    /// <summary>Every end.</summary>
    Any,

    /// <summary>A limit of time, the client's included.</summary>
    Timeout,

    /// <summary>A failure of the producer.</summary>
    Error,
}
