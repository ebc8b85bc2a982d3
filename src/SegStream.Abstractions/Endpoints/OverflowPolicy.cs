namespace SegStream;

/// <summary>What becomes of an event that is sent while its stream's queue holds <c>Capacity</c> events, because the client reads more slowly than the application sends.</summary>
/// <remarks>
/// With the three policies that drop, a send neither waits nor fails while the stream is open. Every dropped event is counted in the stream's completion, and
/// the client is told the number before the next event that it gets, in the formats that have a place for it (Server-Sent Events and JSON).
/// <para>
/// The events of groups do not wait in the queue: a stream that is further behind its groups than <c>MaxLag</c> or <c>MaxLagBytes</c> loses their oldest events and is told how many, whatever its policy, but for
/// <see cref="Disconnect"/>, which ends it.
/// </para>
/// </remarks>
public enum OverflowPolicy
{
    /// <summary>Nothing is lost: <c>TrySend</c> answers <c>Full</c>, and <c>SendAsync</c> waits between the watermarks.</summary>
    Wait,

    /// <summary>The oldest queued event gives way to the new one. For data of which only the latest stretch matters.</summary>
    DropOldest,

    /// <summary>The new event is dropped. For data whose beginning matters more than its rest.</summary>
    DropNewest,

    /// <summary>
    /// Of the queued events with the same key only the newest is kept, at the place of the first; where there are more keys than <c>Capacity</c>, the oldest gives way.
    /// The key is that of <see cref="ICoalesceKey"/>, together with the case where the events are a union; a case without a key of its own is one key.
    /// For values of which only the present one matters, such as prices and progress.
    /// </summary>
    Coalesce,

    /// <summary>The stream ends with the reason <c>SlowConsumer</c>, what is queued is dropped and the connection is closed. For clients that can start again from a known state.</summary>
    Disconnect,
}
