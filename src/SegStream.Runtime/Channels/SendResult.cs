namespace SegStream;

/// <summary>What became of an event that was offered with <c>TrySend</c>.</summary>
public enum SendResult
{
    /// <summary>The stream has taken the event. It is delivered unless the connection breaks, the stream is aborted first, or its <see cref="OverflowPolicy"/> drops it.</summary>
    Accepted,

    /// <summary>The stream's queue holds <c>Capacity</c> events and its policy is <see cref="OverflowPolicy.Wait"/>; this one was not taken. Try again later, or wait with <c>SendAsync</c>.</summary>
    Full,

    /// <summary>The stream is over, for whatever reason; this event and every later one is dropped by the caller.</summary>
    Closed,
}
