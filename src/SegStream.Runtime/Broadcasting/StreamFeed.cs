using SegStream.Channels;

namespace SegStream.Broadcasting;

/// <summary>
/// What a stream gets beside its own queue: the logs of the groups that it is in. It is made when the stream is first registered, which may be before its pump exists and its format is known.
/// </summary>
/// <remarks>
/// <para>
/// Until there is a pump, group events go into the stream's own queue. Then all memberships move over to the logs, each under its group's lock, and the reader begins with the logs only when the queue
/// is read up to where it stood after the last broadcast that still had the queue in mind (<see cref="Expect"/>, <see cref="Settle"/>). So nothing is lost, doubled or overtaken by what came later.
/// </para>
/// <para>Locks are taken in this order: the feed's, then a group's. The reader takes the feed's only to take out memberships that are over.</para>
/// </remarks>
internal abstract class StreamFeed : IChannelCompanion
{
    private readonly Lock _lock = new();
    private GroupMember[] _members = [];
    private ILogReader? _reader;
    private bool _ended;
    private int _unsettled;

    // The reader's own.
    private const long NoSeam = -1;
    private long _seam = NoSeam;
    private bool _isPastSeam;
    private int _turn;
    private long _dropped;
    private long _untold;

    /// <summary>Reader: whether the stream is too far behind and has to end.</summary>
    public bool IsOverdue { get; private set; }

    /// <summary>Groups and tracks that the stream has to do with; for tests.</summary>
    internal int MembershipCount => Volatile.Read(ref _members).Length;

    /// <summary>Any thread: group events that wait for the reader.</summary>
    public long Waiting => Volatile.Read(ref _members).Sum(static member => member.Waiting);

    /// <summary>Any thread: group events that the stream has lost or given up. Approximate while the stream runs.</summary>
    public long Dropped => Volatile.Read(ref _dropped) + Volatile.Read(ref _members).Sum(static member => member.Lost);

    /// <summary>Makes the track of a format.</summary>
    public abstract GroupTrack MakeTrack(object formatter, FrameLog log);

    /// <summary>Offers an event to the stream's own queue.</summary>
    /// <returns>Whether it is one of the stream's events and was accepted.</returns>
    public bool TrySend<T>(T value) =>
        // A case of a union is an event of the union's streams too. Value types are no cases and are not boxed for the question.
        this is StreamFeed<T> own ? own.TrySend(value) : !typeof(T).IsValueType && value is not null && TrySendCase(value);

    /// <summary>Brings the stream into a group.</summary>
    public GroupMember Join(BroadcastGroup group)
    {
        var member = new GroupMember(this, group);
        ILogReader? reader;
        lock (_lock)
        {
            reader = _reader;
            if (!_ended)
            {
                Enter(member);
                Volatile.Write(ref _members, [.. _members, member]);
            }
        }

        // It may sleep, and does not wait for news of this group yet.
        reader?.Nudge();
        return member;
    }

    /// <summary>Takes the stream out of a group. What was broadcast before still arrives.</summary>
    public void Leave(GroupMember member)
    {
        lock (_lock)
        {
            if (!member.Group.Remove(member))
            {
                Forget(member);
                return;
            }
        }

        Volatile.Read(ref _reader)?.Nudge();
    }

    void IChannelCompanion.ReaderTaken(IChannelReaderWakeUp reader)
    {
        if (reader is not ILogReader logReader)
        {
            return;
        }

        lock (_lock)
        {
            if (_reader is not null || _ended)
            {
                return;
            }

            _reader = logReader;
            foreach (var member in _members)
            {
                Enter(member);
            }
        }

        logReader.Follow(this);
        logReader.Nudge();
    }

    /// <inheritdoc />
    public void Ended()
    {
        lock (_lock)
        {
            _ended = true;
            foreach (var member in _members)
            {
                if (!member.Group.Remove(member))
                {
                    Forget(member);
                }
            }
        }
    }

    /// <summary>Under the lock of a group in which the stream waits for its pump: a broadcast is on its way to the stream's queue.</summary>
    public void Expect() => Interlocked.Increment(ref _unsettled);

    /// <summary>That broadcast is in the queue, or was refused.</summary>
    public void Settle()
    {
        // Full fence; pairs with the look in TryPark: the reader sees that nothing is on its way, or is woken.
        if (Interlocked.Decrement(ref _unsettled) == 0)
        {
            Volatile.Read(ref _reader)?.Nudge();
        }
    }

    /// <summary>The stream is too far behind in one of its groups.</summary>
    public void EndAsOverdue() => Volatile.Read(ref _reader)?.EndAsOverdue();

    /// <summary>The broadcaster's work item, on a thread of the pool: there is news.</summary>
    public void RunHere() => Volatile.Read(ref _reader)?.RunHere();

    /// <summary>Reader: finds frames to read, from each log in turn.</summary>
    public bool TryFind(out GroupMember? member, out LogStretch stretch)
    {
        member = null;
        stretch = default;
        var members = Volatile.Read(ref _members);
        if (members.Length == 0 || !IsPastSeam())
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

        for (var tried = 0; tried < members.Length; tried++)
        {
            _turn = _turn + 1 < members.Length ? _turn + 1 : 0;
            if (TryRead(members[_turn], out stretch))
            {
                member = members[_turn];
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
            foreach (var member in Volatile.Read(ref _members))
            {
                if (member.HasLoss)
                {
                    return true;
                }
            }

            return _untold > 0;
        }
    }

    /// <summary>Reader: the number of events that were lost since the last call.</summary>
    public long TakeLoss()
    {
        var lost = _untold;
        _untold = 0;
        foreach (var member in Volatile.Read(ref _members))
        {
            lost += member.TakeLoss();
        }

        return lost;
    }

    /// <summary>Reader: asks to be woken by news.</summary>
    /// <returns>False when there is something to do already.</returns>
    public bool TryPark()
    {
        var members = Volatile.Read(ref _members);
        foreach (var member in members)
        {
            // Begins with a full fence unless the reader lies there already.
            member.Parking?.Park(member);
        }

        if (!_isPastSeam)
        {
            // The seam lies in the queue, which does the waking then; or a broadcast is still on its way to the queue, and Settle does.
            return _seam != NoSeam || members.Length == 0 || Volatile.Read(ref _unsettled) > 0;
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

    /// <summary>Reader, once, when the stream is over: gives up what it has not read.</summary>
    /// <returns>The number of group events that the stream was to get and has not.</returns>
    public long GiveUp()
    {
        Ended();
        foreach (var member in Volatile.Read(ref _members))
        {
            TakeOut(member);
        }

        // A sender that somebody keeps must not keep the reader.
        Volatile.Write(ref _reader, null);
        return _dropped;
    }

    /// <summary>Any thread: events that have ever been accepted into the stream's own queue, or more.</summary>
    protected abstract long QueueTail { get; }

    /// <summary>Reader: events that it has taken out of the stream's own queue.</summary>
    protected abstract long QueueHead { get; }

    protected abstract bool IsQueueEmpty { get; }

    /// <summary>Offers an event whose type is not the stream's own but may be derived from it.</summary>
    protected abstract bool TrySendCase(object value);

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

    /// <summary>In the lock.</summary>
    private void Enter(GroupMember member)
    {
        if (_reader is not { } reader)
        {
            member.Group.AddWaiting(member);
        }
        else if (reader.Lag.Shares)
        {
            member.Group.AddFollowing(member, this, reader);
        }
        else
        {
            member.Group.AddUnshared(member);
        }
    }

    private void TakeOut(GroupMember member)
    {
        if (member.Feed is null)
        {
            return;
        }

        if (member.Track is not null)
        {
            _untold += member.TakeLoss();
            _dropped += member.Group.GiveUp(member);
        }

        lock (_lock)
        {
            Forget(member);
        }
    }

    private void Forget(GroupMember member) => Volatile.Write(ref _members, [.. _members.Where(each => !ReferenceEquals(each, member))]);
}

/// <inheritdoc cref="StreamFeed"/>
internal sealed class StreamFeed<TEvent>(StreamChannel<TEvent> channel) : StreamFeed
{
    // The count first: what has left the queue since then is counted twice, never not at all.
    protected override long QueueTail => channel.Queue.Count + channel.Queue.HeadTicket;

    protected override long QueueHead => channel.Queue.HeadTicket;

    protected override bool IsQueueEmpty => channel.Queue.Count == 0;

    public override GroupTrack MakeTrack(object formatter, FrameLog log) => new GroupTrack<TEvent>((Framing.FrameFormatter<TEvent>)formatter, log);

    public bool TrySend(TEvent value) => channel.TrySend(value) == SendResult.Accepted;

    protected override bool TrySendCase(object value) => value is TEvent own && TrySend(own);
}
