namespace SegStream;

/// <summary>Why a stream ended. A stream ends once, for one reason: the first that happens.</summary>
public enum CompletionReason
{
    /// <summary>The producer said that the stream is complete (<c>EndStream</c>, or the end of the sequence of a pull endpoint).</summary>
    Completed,

    /// <summary>The producer left without ending the stream: its method returned, or the sender was disposed. The client is not told "complete", so it may resume.</summary>
    Incomplete,

    /// <summary>The producer failed: it threw, or called <c>Fail</c>. <see cref="StreamCompletion.Exception"/> holds the cause.</summary>
    Faulted,

    /// <summary>The client closed the connection, or the connection broke.</summary>
    ClientAborted,

    /// <summary>No event was sent for as long as the endpoint's <c>IdleTimeout</c>.</summary>
    IdleTimeout,

    /// <summary>The stream was open for as long as the endpoint's <c>MaxDuration</c>.</summary>
    MaxDuration,

    /// <summary>The client did not take what was written within the endpoint's <c>WriteTimeout</c>, or its queue was full and <see cref="OverflowPolicy.Disconnect"/> is set.</summary>
    SlowConsumer,

    /// <summary>The application is stopping.</summary>
    ServerShutdown,

    /// <summary>
    /// The producer gave up with an <see cref="OperationCanceledException"/>, or the request was refused before its stream began. A stream that is closed through the registry ends as
    /// <see cref="Completed"/>.
    /// </summary>
    Cancelled,
}
