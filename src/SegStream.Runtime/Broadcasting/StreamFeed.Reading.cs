namespace SegStream.Broadcasting;

/// <content>The reader's side. One thread at a time has the reader's role.</content>
internal abstract partial class StreamFeed
{
    private const long NoSeam = -1;

    private long _seam = NoSeam;
    private bool _isPastSeam;
    private FeedIncidents? _incidents;

    /// <summary>Reader: whether the stream is too far behind and has to end.</summary>
    public bool IsOverdue { get; private set; }

    /// <summary>Reader: finds frames to read, from each log in turn.</summary>
    public bool TryFind(out GroupMember? member, out LogStretch stretch)
    {
        member = null;
        stretch = default;
        var members = Members;
        if (members.Count == 0 || !IsPastSeam())
        {
            return false;
        }

        // What the stream has left comes first and to its end: it may be back in the group, and the events of a group come in their order.
        foreach (var left in members)
        {
            if (left.HasLeft && TryRead(left, out stretch))
            {
                member = left;
                return true;
            }
        }

        if (members.Count == 1)
        {
            member = members[0];
            return TryRead(member, out stretch);
        }

        var incidents = Incidents;
        for (var tried = 0; tried < members.Count; tried++)
        {
            incidents.Turn = incidents.Turn + 1 < members.Count ? incidents.Turn + 1 : 0;
            if (TryRead(members[incidents.Turn], out stretch))
            {
                member = members[incidents.Turn];
                return true;
            }
        }

        return false;
    }

    /// <summary>Reader: whether events were lost that nobody was told of.</summary>
    public bool HasLoss
    {
        get
        {
            foreach (var member in Members)
            {
                if (member.HasLoss)
                {
                    return true;
                }
            }

            return _incidents is { Untold: > 0 };
        }
    }

    /// <summary>Reader: the number of events that were lost since the last call.</summary>
    public long TakeLoss()
    {
        var lost = 0L;
        if (_incidents is { } incidents)
        {
            (lost, incidents.Untold) = (incidents.Untold, 0);
        }

        foreach (var member in Members)
        {
            lost += member.TakeLoss();
        }

        return lost;
    }

    /// <summary>Reader: asks to be woken by news.</summary>
    /// <returns>False when there is something to do already.</returns>
    public bool TryPark()
    {
        var members = Members;
        foreach (var member in members)
        {
            // Begins with a full fence unless the reader lies there already.
            member.Parking?.Park(member);
        }

        // Asked anew: the queue may have been read past the seam since the last look at the logs.
        if (members.Count > 0 && !IsPastSeam())
        {
            // The seam lies in the queue, which does the waking then; or a broadcast was still on its way to the queue, and Settle does.
            return true;
        }

        foreach (var member in members)
        {
            if (member.HasNews)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Reader: the queue has ended and is read. What is still on its way there will be refused.</summary>
    public void EndQueue()
    {
        Ended();
        _isPastSeam = true;
    }

    /// <summary>Reader, when the stream is over for its client: gives up what it has not read, for good.</summary>
    /// <returns>The number of group events that the stream was to get and has not, in its whole life.</returns>
    public long GiveUp()
    {
        Ended();
        foreach (var member in Members)
        {
            TakeOut(member);
        }

        // A sender that somebody keeps must not keep the reader.
        Volatile.Write(ref _reader, null);
        return _incidents?.Dropped ?? 0;
    }

    private bool TryRead(GroupMember member, out LogStretch stretch)
    {
        stretch = default;
        if (member.Log is null)
        {
            return false;
        }

        if (member.TryFind(out stretch))
        {
            return true;
        }

        IsOverdue |= member.IsOverdue;
        if (member.IsDone)
        {
            TakeOut(member);
        }

        return false;
    }

    private bool IsPastSeam()
    {
        if (_isPastSeam)
        {
            return true;
        }

        if (_seam == NoSeam)
        {
            if (Volatile.Read(ref _unsettled) > 0)
            {
                return false;
            }

            // After the look: everything that was on its way is counted in the tail.
            _seam = QueueTail;
        }

        _isPastSeam = QueueHead >= _seam || IsQueueEmpty;
        return _isPastSeam;
    }

    private void TakeOut(GroupMember member)
    {
        if (member.Feed is null)
        {
            return;
        }

        if (member.Track is not null)
        {
            var incidents = Incidents;
            incidents.Untold += member.TakeLoss();

            // Release; pairs with the acquire in Dropped: who sees them counted here sees that the member counts them no more.
            Volatile.Write(ref incidents.Dropped, incidents.Dropped + member.Group.GiveUp(member));
        }

        lock (this)
        {
            Forget(member);
        }
    }

    /// <summary>For the reader alone; others look at the field.</summary>
    private FeedIncidents Incidents
    {
        get
        {
            if (_incidents is null)
            {
                // Release: who sees the object sees that nothing is counted yet. Pairs with the acquire in Dropped.
                Volatile.Write(ref _incidents, new FeedIncidents());
            }

            return _incidents!;
        }
    }

    /// <summary>What a stream has no need of while it is in its first group only and has lost nothing there. One reference is kept for all of it.</summary>
    private sealed class FeedIncidents
    {
        /// <summary>Whose log was looked at last.</summary>
        public int Turn;
        public long Dropped;
        public long Untold;
    }
}
