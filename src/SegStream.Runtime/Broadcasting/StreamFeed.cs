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
internal abstract partial class StreamFeed : IChannelCompanion
{
    // Its lock is the feed itself, which nobody else can lock: an object of its own would be kept for every stream.
    private object? _members;
    private ILogReader? _reader;
    private bool _ended;
    private int _unsettled;

    /// <summary>Groups and tracks that the stream has to do with; for tests.</summary>
    internal int MembershipCount => Members.Count;

    /// <summary>Any thread: group events that wait for the reader.</summary>
    public long Waiting
    {
        get
        {
            var waiting = 0L;
            foreach (var member in Members)
            {
                waiting += member.Waiting;
            }

            return waiting;
        }
    }

    /// <summary>Any thread: group events that the stream has lost or given up. Approximate while the stream runs.</summary>
    public long Dropped
    {
        get
        {
            var dropped = Volatile.Read(ref _incidents) is { } incidents ? Volatile.Read(ref incidents.Dropped) : 0;
            foreach (var member in Members)
            {
                dropped += member.Lost;
            }

            return dropped;
        }
    }

    /// <summary>Makes the track of a format.</summary>
    public abstract GroupTrack MakeTrack(object formatter, FrameLog log);

    /// <summary>Offers an event to the stream's own queue.</summary>
    /// <returns>Whether it is one of the stream's events and was accepted.</returns>
    public bool TrySend<T>(T value) =>
        // A case of a union is an event of the union's streams too. Value types are no cases and are not boxed for the question.
        this is StreamFeed<T> own ? own.TrySend(value) : !typeof(T).IsValueType && value is not null && TrySendCase(value);

    /// <summary>Brings the stream into a group.</summary>
    public void Join(BroadcastGroup group)
    {
        var member = new GroupMember(this, group);
        ILogReader? reader;
        lock (this)
        {
            reader = _reader;
            if (!_ended)
            {
                Enter(member);
                Members.With(member).Publish(ref _members);
            }
        }

        // It may sleep, and does not wait for news of this group yet.
        reader?.Nudge();
    }

    /// <summary>Takes the stream out of a group. What was broadcast before still arrives.</summary>
    public void Leave(BroadcastGroup group)
    {
        lock (this)
        {
            // A membership that was left before may still be here, to be read to its end. Of several that are not, one is as good as the other: they get the same from here on.
            if (Find(group) is not { } member)
            {
                return;
            }

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

        lock (this)
        {
            if (_reader is not null || _ended)
            {
                return;
            }

            _reader = logReader;
            foreach (var member in Members)
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
        lock (this)
        {
            _ended = true;
            foreach (var member in Members)
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

    /// <summary>Any thread: events that have ever been accepted into the stream's own queue, or more.</summary>
    protected abstract long QueueTail { get; }

    /// <summary>Reader: events that it has taken out of the stream's own queue.</summary>
    protected abstract long QueueHead { get; }

    protected abstract bool IsQueueEmpty { get; }

    /// <summary>Offers an event whose type is not the stream's own but may be derived from it.</summary>
    protected abstract bool TrySendCase(object value);

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

    private Memberships Members => Memberships.Read(ref _members);

    /// <summary>In the lock.</summary>
    private GroupMember? Find(BroadcastGroup group)
    {
        foreach (var member in Members)
        {
            if (ReferenceEquals(member.Group, group) && !member.HasLeft)
            {
                return member;
            }
        }

        return null;
    }

    /// <summary>In the lock.</summary>
    private void Forget(GroupMember member) => Members.Without(member).Publish(ref _members);
}
