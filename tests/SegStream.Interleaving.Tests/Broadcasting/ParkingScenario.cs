using SegStream.Scheduling;

namespace SegStream.Broadcasting;

/// <summary>
/// Readers that go to sleep as pumps do, broadcasts that wake them by work items of the pool, and somebody else who wakes one of them at any time. A lost wake-up is a run in which nobody can go on.
/// </summary>
/// <param name="readers">Readers that park in one place.</param>
/// <param name="events">Events that are broadcast.</param>
/// <param name="workers">Threads of the pool.</param>
/// <param name="isFenced">Whether the broadcaster fences between the event and the look at who is parked.</param>
internal sealed class ParkingScenario : IScenario
{
    private readonly int _events;
    private readonly int _workers;
    private readonly bool _isFenced;
    private readonly GroupTrack _track = new();
    private readonly StreamFeed[] _feeds;
    private readonly GroupMember[] _members;
    private long _logTail;
    private int _finished;
    private int _waits;
    private int _resumed;

    public ParkingScenario(int readers, int events, int workers = 1, bool isFenced = true)
    {
        ThreadPool.Clear();
        (_events, _workers, _isFenced) = (events, workers, isFenced);
        _feeds = [.. Enumerable.Range(0, readers).Select(static _ => new StreamFeed())];
        _members = [.. _feeds.Select(static feed => new GroupMember(feed, new BroadcastGroup()))];
        foreach (GroupMember member in _members)
        {
            member.Follow(_track, LagLimits.Default);
        }
    }

    public IReadOnlyList<Action> Threads =>
    [
        .. Enumerable.Range(0, _feeds.Length).Select(reader => (Action)(() => Read(reader))),
        Broadcast,
        .. Enumerable.Repeat((Action)Work, _workers),
        () => _feeds[0].Signal.Set(resumeInline: true),
    ];

    public void Check()
    {
        Assert.Equal(_waits, _resumed);

        // Whoever still lies in the stack lies there once, and nobody else does.
        int[] before = [.. _feeds.Select(static feed => feed.Wakes)];
        bool[] parked = [.. _members.Select(static member => member.IsMarkedParked)];
        ((IThreadPoolWorkItem)_track.NextParking()).Execute();
        Assert.Equal(parked.Select(static mark => mark ? 1 : 0), _feeds.Select((feed, reader) => feed.Wakes - before[reader]));
        Assert.All(_members, static member => Assert.False(member.IsMarkedParked));
    }

    private void Read(int reader)
    {
        long read = 0;
        while (read < _events)
        {
            if (TryRead(ref read))
            {
                continue;
            }

            _members[reader].Parking!.Park(_members[reader]);
            if (!TryRead(ref read))
            {
                Sleep(_feeds[reader]);
            }
        }
        _finished++;
    }

    private bool TryRead(ref long read)
    {
        long tail = Volatile.Read(ref _logTail);
        bool found = tail > read;
        read = tail;
        return found;
    }

    private void Sleep(StreamFeed feed)
    {
        ValueTask<bool> waiting = feed.Signal.WaitAsync();
        if (!waiting.IsCompleted)
        {
            bool isAwake = false;
            _waits++;
            waiting.GetAwaiter().UnsafeOnCompleted(() =>
            {
                isAwake = true;
                _resumed++;
            });
            Run.WaitUntil(() => isAwake, "news");
        }
        waiting.GetAwaiter().GetResult();
    }

    private void Broadcast()
    {
        for (int i = 1; i <= _events; i++)
        {
            Volatile.Write(ref _logTail, i);
            if (_isFenced)
            {
                Interlocked.MemoryBarrier();
            }
            _track.NextParking().Wake();
        }
    }

    private void Work()
    {
        while (true)
        {
            Run.WaitUntil(() => ThreadPool.HasWork || _finished == _feeds.Length, "work");
            if (!ThreadPool.TryTake(out IThreadPoolWorkItem? work))
            {
                return;
            }
            work.Execute();
        }
    }
}
