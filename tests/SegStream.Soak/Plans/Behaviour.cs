namespace SegStream.Soak.Plans;

/// <summary>What a client does with its stream.</summary>
internal enum Behaviour
{
    /// <summary>Reads to the end as fast as it can.</summary>
    Read,

    /// <summary>Reads to the end with pauses, so that the queue of a fast producer fills.</summary>
    ReadSlowly,

    /// <summary>Reads to the end in a few bytes at a time.</summary>
    ReadInBits,

    /// <summary>Reads a while and closes the connection, or the stream of a shared connection.</summary>
    Leave,

    /// <summary>Reads a while and resets the connection.</summary>
    Reset,

    /// <summary>Closes the connection right after the request, before the answer.</summary>
    Hang,

    /// <summary>Reads a while, then no more, and leaves the connection open; the producer floods it.</summary>
    Stall,

    /// <summary>The same, and its machine is gone: nothing is acknowledged or answered any more, and the connection is half open. On Linux, over a socket of its own.</summary>
    Vanish,

    /// <summary>Reads a while, then no more; the producer sends so little that nobody can notice.</summary>
    FallAsleep,
}
