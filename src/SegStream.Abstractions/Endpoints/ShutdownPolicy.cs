namespace SegStream;

/// <summary>What becomes of a stream when its host stops.</summary>
/// <remarks>
/// Whatever the policy, a stream that is still open shortly before the host's grace time (<c>HostOptions.ShutdownTimeout</c>) is over is drained then; how long before is the setting
/// <c>DrainTime</c>. A request that comes while the host stops opens no stream.
/// </remarks>
public enum ShutdownPolicy
{
    /// <summary>
    /// The stream ends at once: the client gets what is queued and, in Server-Sent Events, a time after which to come back, spread so that not all clients do so at the same moment. The
    /// producer's token is cancelled.
    /// </summary>
    Drain,

    /// <summary>Nothing happens until the stream ends by itself. For finite streams, such as the answer of a model or the progress of a job.</summary>
    Finish,

    /// <summary>
    /// The client gets its end as with <see cref="Drain"/> and goes to another host, while the producer runs on: its token is not cancelled, what it sends is accepted, dropped and counted as
    /// dropped. For producers whose work must be done whether or not somebody watches.
    /// </summary>
    Detach,
}
