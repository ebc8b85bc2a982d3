namespace SegStream.Broadcasting;

/// <summary>
/// A group of streams as the logs that they follow. An event is serialized once for each wire format among the members and appended once; the members copy it from there.
/// </summary>
/// <remarks>
/// <para>
/// One lock per group orders appending, joining and leaving: all formats have the events in the same order, each member gets exactly those between its joining and its leaving, and the number that a broadcast
/// reaches is exact. Serialization comes before it, waking and ending after it: neither the application's code nor a pump ever runs under it.
/// </para>
/// <para>
/// Streams that cannot follow a log get the event through their own queue, after the lock: those whose frames cannot be shared, and those that wait for their pump, whose format is not
/// known yet. A member that leaves off waiting reads the log only after everything is in its queue, and read, that was on its way there (<see cref="StreamFeed"/>).
/// </para>
/// </remarks>
internal sealed class BroadcastGroup(IGroupSweeper sweeper, SegmentMemory memory)
{
    private readonly Lock _gate = new();
    private GroupTrack[] _tracks = [];
    private GroupMember[] _waiting = [];
    private GroupMember[] _unshared = [];
    private bool _watched;

    /// <summary>The memory of the logs, in bytes; for tests.</summary>
    internal long HeldBytes
    {
        get
        {
            lock (_gate)
            {
                return _tracks.Sum(static track => track.Log.HeldBytes);
            }
        }
    }

    /// <summary>The wire formats that are in use; for tests.</summary>
    internal IReadOnlyList<GroupTrack> Tracks => Volatile.Read(ref _tracks);

    /// <summary>Sends an event to all members whose event it is.</summary>
    /// <returns>The number of members that will get it, or be told that they lost it.</returns>
    public int Broadcast<T>(T value)
    {
        var frames = SharedFrames.Take();
        var reached = 0;
        GroupMember[] waiting, unshared;
        List<LogCursor>? overdue = null;
        try
        {
            GroupTrack[] tracks;
            bool watch;
            do
            {
                tracks = Volatile.Read(ref _tracks);
                frames.Write(value, tracks);
            }
            while (!TryAppend(tracks, frames, ref reached, ref overdue, out waiting, out unshared, out watch));
            Wake(frames);
            if (watch)
            {
                sweeper.Watch(this);
            }
        }
        finally
        {
            frames.Return();
        }

        End(overdue);
        return reached + SendToWaiting(value, waiting) + SendToUnshared(value, unshared);
    }

    /// <summary>Lets a stream wait for its pump. Until then it gets its events through its queue.</summary>
    public void AddWaiting(GroupMember member)
    {
        lock (_gate)
        {
            Volatile.Write(ref _waiting, [.. _waiting, member]);
        }
    }

    /// <summary>Lets a stream get its events through its queue for good.</summary>
    public void AddUnshared(GroupMember member)
    {
        lock (_gate)
        {
            _waiting = Without(_waiting, member);
            _unshared = [.. _unshared, member];
        }
    }

    /// <summary>Lets a stream follow the log of its format, from the next event on.</summary>
    public void AddFollowing(GroupMember member, StreamFeed feed, ILogReader reader)
    {
        lock (_gate)
        {
            _waiting = Without(_waiting, member);
            var track = _tracks.FirstOrDefault(track => ReferenceEquals(track.Formatter, reader.Formatter));
            if (track is null)
            {
                track = feed.MakeTrack(reader.Formatter, new FrameLog(_gate, memory));
                Volatile.Write(ref _tracks, [.. _tracks, track]);
            }

            track.Members++;
            member.Follow(track, reader.Lag);
        }
    }

    /// <summary>Ends the membership with the last event before this. A member that follows a log still reads up to there.</summary>
    /// <returns>Whether it still has to be given up.</returns>
    public bool Remove(GroupMember member)
    {
        lock (_gate)
        {
            if (member.Track is null)
            {
                _waiting = Without(_waiting, member);
                _unshared = Without(_unshared, member);
                return false;
            }

            LeaveTrack(member);
            return true;
        }
    }

    /// <summary>The member's reader: gives up what it has not read.</summary>
    /// <returns>The number of events that the member has not got.</returns>
    public long GiveUp(GroupMember member)
    {
        lock (_gate)
        {
            LeaveTrack(member);
            var dropped = member.GiveUp();
            member.LetGo();
            return dropped;
        }
    }

    /// <summary>Gives back what all have read, and ends those who are too far behind.</summary>
    /// <returns>Whether the group still holds memory.</returns>
    public bool Sweep()
    {
        List<LogCursor>? overdue = null;
        var holds = false;
        lock (_gate)
        {
            foreach (var track in _tracks)
            {
                holds |= track.Log.Sweep();
                Collect(track.Log, ref overdue);
            }

            _watched = holds;
        }

        End(overdue);
        return holds;
    }

    private static GroupMember[] Without(GroupMember[] members, GroupMember member) =>
        Array.IndexOf(members, member) < 0 ? members : [.. members.Where(each => !ReferenceEquals(each, member))];

    private static void Wake(SharedFrames frames)
    {
        if (frames.Count > 0)
        {
            // Full fence: the looks at the stacks come after the appends. Pairs with the push in ParkedReaders.Park.
            Interlocked.MemoryBarrier();
            for (var index = 0; index < frames.Count; index++)
            {
                frames.TrackAt(index).Wake();
            }
        }
    }

    private static void End(List<LogCursor>? overdue)
    {
        if (overdue is not null)
        {
            foreach (var cursor in overdue)
            {
                ((GroupMember)cursor).Feed?.EndAsOverdue();
            }
        }
    }

    private static void Collect(FrameLog log, ref List<LogCursor>? overdue)
    {
        if (log.TakeOverdue() is { } found)
        {
            overdue = overdue is null ? found : [.. overdue, .. found];
        }
    }

    /// <returns>False when a format has come or gone since the frames were made.</returns>
    private bool TryAppend(GroupTrack[] tracks, SharedFrames frames, ref int reached, ref List<LogCursor>? overdue, out GroupMember[] waiting, out GroupMember[] unshared, out bool watch)
    {
        lock (_gate)
        {
            (waiting, unshared, watch) = ([], [], false);
            if (!ReferenceEquals(tracks, _tracks))
            {
                return false;
            }

            for (var index = 0; index < frames.Count; index++)
            {
                var track = frames.TrackAt(index);
                track.Log.Append(frames.FrameAt(index), frames.IsTerminalAt(index));
                reached += track.Members;
                Collect(track.Log, ref overdue);
            }

            watch = frames.Count > 0 && !_watched;
            _watched |= watch;
            (waiting, unshared) = (_waiting, _unshared);
            foreach (var member in waiting)
            {
                member.Feed?.Expect();
            }

            return true;
        }
    }

    private static int SendToWaiting<T>(T value, GroupMember[] waiting)
    {
        var accepted = 0;
        var settled = 0;
        try
        {
            foreach (var member in waiting)
            {
                // Without a feed the stream has got its pump meanwhile, and is over.
                if (member.Feed is { } feed)
                {
                    accepted += feed.TrySend(value) ? 1 : 0;
                    feed.Settle();
                }

                settled++;
            }
        }
        finally
        {
            foreach (var member in waiting.AsSpan(settled))
            {
                member.Feed?.Settle();
            }
        }

        return accepted;
    }

    private static int SendToUnshared<T>(T value, GroupMember[] unshared)
    {
        var accepted = 0;
        foreach (var member in unshared)
        {
            accepted += member.Feed?.TrySend(value) ?? false ? 1 : 0;
        }

        return accepted;
    }

    private void LeaveTrack(GroupMember member)
    {
        if (member.TryLeave() && --member.Track!.Members == 0)
        {
            // Nobody is left for whom the format would be made. Those who have left and still read know the log by themselves.
            Volatile.Write(ref _tracks, [.. _tracks.Where(track => !ReferenceEquals(track, member.Track))]);
        }
    }
}
