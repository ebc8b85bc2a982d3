using System.Text;

namespace SegStream.Scheduling;

/// <summary>
/// One run: its threads are real, but exactly one of them goes on at a time, and at every access to shared memory a decision says which. Nothing else decides, so the same
/// decisions give the same run. With <paramref name="delayed"/>, stores to the named places stay in a buffer of their thread until a fence or a decision lets others see them: what
/// a processor may do between a store and a later load.
/// </summary>
internal sealed class Schedule(IChoices choices, IReadOnlySet<string> delayed)
{
    private const int MaxSteps = 20_000;

    private readonly List<(int Thread, string What)> _trace = [];
    private readonly List<ScheduledThread> _options = [];
    private readonly int _collections = GC.CollectionCount(0);
    private readonly ManualResetEventSlim _ended = new();
    private ScheduledThread[] _threads = [];
    private int _running;

    /// <summary>Stores that were seen until now. Who spins waits for it to grow.</summary>
    public long Stores { get; private set; }

    /// <summary>Grows with every step: the time of the run.</summary>
    public int Clock => _trace.Count;

    /// <summary>Whether fences of all threads do nothing: to show that a run without them fails.</summary>
    public bool IgnoresFencesOfAll { get; init; }

    /// <summary>Whether a condition is being looked at, whose accesses are no steps.</summary>
    public bool IsDeciding { get; private set; }

    /// <summary>Why the run failed; null while it has not.</summary>
    public Exception? Failure { get; private set; }

    public bool Delays(string what) => delayed.Contains(what);

    /// <summary>Runs the bodies, each on a thread of the crew.</summary>
    public void Run(Crew crew, IReadOnlyList<Action> bodies)
    {
        _threads = [.. bodies.Select((_, number) => new ScheduledThread(number, this))];
        _running = _threads.Length;
        for (int i = 0; i < _threads.Length; i++)
        {
            ScheduledThread thread = _threads[i];
            Action body = bodies[i];
            crew.Start(i, () => RunBody(thread, body));
        }
        GiveNextTurn(null);
        if (!_ended.Wait(Crew.Limit))
        {
            throw new InvalidOperationException($"The run stands still outside of the scheduler.\n{Trace()}");
        }
        if (Failure is null)
        {
            FlushAllStores();
        }
    }

    public void NoteStore() => Stores++;

    public void Note(int thread, string what) => _trace.Add((thread, what));

    public void FlushAllStores()
    {
        foreach (ScheduledThread thread in _threads)
        {
            thread.FlushOwnStores();
        }
    }

    /// <summary>Delayed stores hold addresses.</summary>
    public void MemoryMustNotMove()
    {
        if (GC.CollectionCount(0) != _collections)
        {
            throw new InvalidOperationException("There was a garbage collection in a run with delayed stores.");
        }
    }

    /// <summary>Before each access of a thread: somebody may go first.</summary>
    public void Step(ScheduledThread self, string what)
    {
        ThrowIfFailed();
        Note(self.Number, what);
        if (_trace.Count > MaxSteps)
        {
            throw new InvalidOperationException($"More than {MaxSteps} steps: somebody goes in circles.");
        }
        GiveNextTurn(self);
        ThrowIfFailed();
    }

    /// <summary>Who did what, for a message.</summary>
    public string Trace()
    {
        var text = new StringBuilder();
        foreach ((int thread, string what) in _trace.TakeLast(400))
        {
            text.Append("  thread ").Append(thread).Append(": ").AppendLine(what);
        }
        return text.ToString();
    }

    private void RunBody(ScheduledThread thread, Action body)
    {
        thread.AwaitTurn();
        Participant.Current = thread;
        try
        {
            ThrowIfFailed();
            body();
        }
        catch (RunFailedException)
        {
        }
        catch (Exception exception)
        {
            Failure ??= exception;
        }
        finally
        {
            Participant.Current = null;
            thread.IsDone = true;
            if (--_running == 0)
            {
                _ended.Set();
            }
            else
            {
                GiveNextTurn(null);
            }
        }
    }

    private void GiveNextTurn(ScheduledThread? self)
    {
        ScheduledThread? next = null;
        try
        {
            next = Choose(self);
            if (next is null)
            {
                string places = string.Join("; ", _threads.Where(thread => !thread.IsDone).Select(thread => $"thread {thread.Number} stands at '{thread.Place}'"));
                Failure ??= new InvalidOperationException("Nobody can go on: " + places);
            }
        }
        catch (Exception exception)
        {
            Failure ??= exception;
        }

        // After a failure everybody is let go on, one after the other, to the end.
        next ??= _threads.First(thread => !thread.IsDone);
        if (!ReferenceEquals(next, self))
        {
            next.GiveTurn();
            self?.AwaitTurn();
        }
    }

    /// <summary>The thread that goes on; null when none can.</summary>
    private ScheduledThread? Choose(ScheduledThread? self)
    {
        while (true)
        {
            if (Failure is not null)
            {
                return _threads.First(thread => !thread.IsDone);
            }

            bool selfCan = CollectOptions(self, out int runnable);
            if (_options.Count == 0)
            {
                return null;
            }

            int free = runnable == 0 ? _options.Count : selfCan ? 1 : runnable;
            int chosen = _options.Count == 1 ? 0 : choices.Next(_options.Count, free);
            ScheduledThread option = _options[chosen];
            if (chosen < runnable)
            {
                return option;
            }
            option.FlushOldest();
        }
    }

    // The one that runs first, then the others that can, then those of whom a store can be let go.
    private bool CollectOptions(ScheduledThread? self, out int runnable)
    {
        _options.Clear();
        IsDeciding = true;
        bool selfCan = self is { IsEnabled: true };
        if (selfCan)
        {
            _options.Add(self!);
        }
        foreach (ScheduledThread thread in _threads)
        {
            if (!ReferenceEquals(thread, self) && thread.IsEnabled)
            {
                _options.Add(thread);
            }
        }
        IsDeciding = false;
        runnable = _options.Count;
        foreach (ScheduledThread thread in _threads)
        {
            if (thread.HasStores)
            {
                _options.Add(thread);
            }
        }
        return selfCan;
    }

    private void ThrowIfFailed()
    {
        if (Failure is not null)
        {
            throw new RunFailedException();
        }
    }
}
