namespace SegStream.Broadcasting;

/// <summary>
/// The readers of a log that wait for news: a lock-free stack that is only ever taken as a whole. A log has one for each core, so that a broadcast costs a work item per core, not per reader.
/// </summary>
/// <remarks>
/// <para>
/// No wake-up is lost. A reader pushes itself and then looks at the log; a broadcaster appends and then looks at the stack; both with a full fence between. So either the reader sees the event or the
/// broadcaster sees the reader.
/// </para>
/// <para>
/// A reader that finds its own mark need not push itself: it lies in the stack and the next broadcaster takes it, or somebody has taken it and will take the mark away and then wake it.
/// </para>
/// </remarks>
internal sealed class ParkedReaders(GroupTrack track) : IThreadPoolWorkItem
{
    private GroupMember? _top;
    private int _queued;
    private int _gone;

    /// <summary>Whose readers park here.</summary>
    public GroupTrack Track => track;

    /// <summary>Under the group's lock: members that park here.</summary>
    public int Members { get; set; }

    /// <summary>Members in the stack, also those that are gone. Exact only while nothing moves; for tests.</summary>
    internal int Depth
    {
        get
        {
            var depth = 0;
            for (var member = Volatile.Read(ref _top); member is not null; member = member.NextParked)
            {
                depth++;
            }

            return depth;
        }
    }

    /// <summary>Reader: asks to be woken by the next event. After that the reader has to look at the log once more.</summary>
    public void Park(GroupMember member)
    {
        if (!member.TryMarkParked())
        {
            return;
        }

        var top = Volatile.Read(ref _top);
        while (true)
        {
            member.NextParked = top;

            // Full fence; pairs with the one that comes before Wake.
            var seen = Interlocked.CompareExchange(ref _top, member, top);
            if (ReferenceEquals(seen, top))
            {
                return;
            }

            top = seen;
        }
    }

    /// <summary>After an event was appended and a full fence: wakes who is parked.</summary>
    public void Wake()
    {
        // Whoever finds the work queued already knows that it takes the stack after this: Execute takes the mark away first. Pairs with the exchange there.
        if (Volatile.Read(ref _top) is not null && Interlocked.Exchange(ref _queued, 1) == 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    /// <summary>Under the group's lock: a member is gone that may still lie in the stack. When many do, everybody is woken once, so that a log that is never written does not collect them.</summary>
    public void CountGone(GroupMember member)
    {
        Members--;
        if (member.IsMarkedParked && ++_gone > Members + 16)
        {
            _gone = 0;
            Wake();
        }
    }

    void IThreadPoolWorkItem.Execute()
    {
        // Two full fences, in this order; pair with Wake and Park.
        Interlocked.Exchange(ref _queued, 0);
        var member = Interlocked.Exchange(ref _top, null);
        while (member is not null)
        {
            var next = member.NextParked;
            member.NextParked = null;
            member.Unpark();
            member = next;
        }
    }
}
