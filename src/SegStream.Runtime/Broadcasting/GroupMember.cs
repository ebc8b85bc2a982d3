namespace SegStream.Broadcasting;

/// <summary>One stream in one group.</summary>
internal sealed class GroupMember(StreamFeed feed, BroadcastGroup group) : LogCursor
{
    private StreamFeed? _feed = feed;
    private int _parked;

    public BroadcastGroup Group => group;

    /// <summary>The stream; null once it has nothing to do with the group any more, because a stack of parked readers may keep the member for a while.</summary>
    public StreamFeed? Feed => Volatile.Read(ref _feed);

    /// <summary>Where its frames come from; null while it gets its events through its own queue. Under the group's lock.</summary>
    public GroupTrack? Track => Parking?.Track;

    /// <summary>Where it waits for news.</summary>
    public ParkedReaders? Parking { get; private set; }

    /// <summary>The next one in the stack.</summary>
    internal GroupMember? NextParked { get; set; }

    internal bool IsMarkedParked => Volatile.Read(ref _parked) != 0;

    /// <summary>Under the group's lock: begins to follow a track.</summary>
    public void Follow(GroupTrack track, LagLimits limits)
    {
        Parking = track.NextParking();
        Parking.Members++;
        Follow(track.Log, limits);
    }

    /// <summary>Under the group's lock: this stream is done with the group.</summary>
    public void LetGo()
    {
        Parking?.CountGone(this);
        Volatile.Write(ref _feed, null);
    }

    /// <summary>Reader: marks itself before it goes into the stack.</summary>
    internal bool TryMarkParked()
    {
        if (_parked != 0)
        {
            return false;
        }

        _parked = 1;
        return true;
    }

    /// <summary>Whoever took it out of the stack. The mark before the wake-up: a reader that still sees the mark is woken after that.</summary>
    internal void Unpark()
    {
        Interlocked.Exchange(ref _parked, 0);
        Feed?.RunHere();
    }
}
