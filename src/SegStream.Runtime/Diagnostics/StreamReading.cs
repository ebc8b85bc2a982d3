namespace SegStream.Diagnostics;

/// <summary>Where one stream stands, or several together.</summary>
internal struct StreamReading
{
    /// <summary>Events written to the connection.</summary>
    public long Events;

    /// <summary>Bytes written to the connection.</summary>
    public long Bytes;

    /// <summary>Events that were accepted and will not be delivered.</summary>
    public long Dropped;

    /// <summary>Notices that told the client of lost events.</summary>
    public long Gaps;

    /// <summary>Events that these notices told of.</summary>
    public long GapEvents;

    /// <summary>Events that wait for the pump.</summary>
    public long Queued;

    /// <summary>The largest number of events that wait in one stream.</summary>
    public long LongestQueue;

    /// <summary>Streams whose write waits for the client.</summary>
    public long PendingWrites;

    public void Add(in StreamReading other)
    {
        Events += other.Events;
        Bytes += other.Bytes;
        Dropped += other.Dropped;
        Gaps += other.Gaps;
        GapEvents += other.GapEvents;
        Queued += other.Queued;
        LongestQueue = Math.Max(LongestQueue, other.LongestQueue);
        PendingWrites += other.PendingWrites;
    }
}
