using System.Runtime.CompilerServices;

namespace SegStream.Scheduling;

/// <summary>A thread of a <see cref="Schedule"/>: it runs only when it is its turn.</summary>
internal sealed unsafe class ScheduledThread(int number, Schedule schedule) : Participant
{
    private readonly List<PendingStore> _stores = [];
    private readonly SemaphoreSlim _turn = new(0);
    private long _spunAt = -1;
    private long _storesAfterSpin = -1;
    private Func<bool>? _condition;

    public override int Number => number;

    /// <summary>Whether its body has come to the end.</summary>
    public bool IsDone { get; set; }

    /// <summary>Stores that others do not see yet.</summary>
    public bool HasStores => _stores.Count > 0;

    /// <summary>Where it stands, for messages.</summary>
    public string Place { get; private set; } = "start";

    /// <summary>Whether it can do a step.</summary>
    public bool IsEnabled => !IsDone && _spunAt != schedule.Stores && (_condition is null || _condition());

    public void GiveTurn() => _turn.Release();

    public void AwaitTurn() => _turn.Wait();

    public override void Before(Access access, string what) => Step(access, what);

    public override void After(Access access, string what)
    {
        schedule.NoteStore();
        Step(access, "after " + what);
    }

    public override void Spin(bool isBounded)
    {
        // What was stored since the last spin may have come too late for the look that has led to this one.
        _spunAt = isBounded ? -1 : _storesAfterSpin;
        Step(Access.Spin, isBounded ? "spin, bounded" : "spin");
        _storesAfterSpin = schedule.Stores;
        _spunAt = -1;
    }

    /// <summary>Waits for a condition that other threads bring about.</summary>
    public void WaitUntil(Func<bool> condition, string what)
    {
        _condition = condition;
        Step(Access.Wait, what);
        _condition = null;
    }

    public override bool TryReadOwnStore(ref long location, out long value)
    {
        var pointer = (long*)Unsafe.AsPointer(ref location);
        value = 0;
        bool found = false;
        foreach (PendingStore store in _stores)
        {
            if (store.Location == pointer)
            {
                (value, found) = (store.Value, true);
            }
        }
        return found;
    }

    public override bool TryDelayStore(ref long location, long value, string what)
    {
        if (!schedule.Delays(what))
        {
            return false;
        }
        _stores.Add(new PendingStore((long*)Unsafe.AsPointer(ref location), value, what));
        return true;
    }

    public override void WhenStoresAreSeen(Action seen)
    {
        if (_stores.Count == 0)
        {
            seen();
        }
        else
        {
            _stores[^1].Seen += seen;
        }
    }

    public override void FlushOwnStores()
    {
        while (_stores.Count > 0)
        {
            FlushOldest();
        }
    }

    public override void FlushAllStores()
    {
        if (!schedule.IgnoresFencesOfAll)
        {
            schedule.FlushAllStores();
        }
    }

    public void FlushOldest()
    {
        schedule.MemoryMustNotMove();
        PendingStore store = _stores[0];
        _stores.RemoveAt(0);
        *store.Location = store.Value;
        schedule.NoteStore();
        schedule.Note(number, "is seen: " + store.What);
        store.Seen?.Invoke();
    }

    private void Step(Access access, string what)
    {
        if (schedule.IsDeciding)
        {
            return;
        }
        Place = $"{access} {what}";
        schedule.Step(this, Place);
    }

    private sealed class PendingStore(long* location, long value, string what)
    {
        public readonly long* Location = location;
        public readonly long Value = value;
        public readonly string What = what;

        public Action? Seen { get; set; }
    }
}
