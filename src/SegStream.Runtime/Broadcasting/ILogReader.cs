namespace SegStream.Broadcasting;

/// <summary>The one who reads a stream's logs and writes them to its client, as the logs see it.</summary>
internal interface ILogReader
{
    /// <summary>What makes the stream's frames. Streams with the same one share them.</summary>
    object Formatter { get; }

    LagLimits Lag { get; }

    /// <summary>Tells the reader of its feed. Called once, on any thread.</summary>
    void Follow(StreamFeed feed);

    /// <summary>Any thread: wakes the reader in the thread pool, whether it sleeps or not.</summary>
    void Nudge();

    /// <summary>On a thread of the pool that has nothing else to do: runs the reader if it sleeps, up to one batch.</summary>
    void RunHere();

    /// <summary>Any thread: the stream is too far behind and has to end. Short, and runs nobody's code.</summary>
    void EndAsOverdue();
}
