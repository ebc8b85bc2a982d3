namespace SegStream.Scheduling;

/// <summary>A thread that takes part in a run, as the stand-ins for the atomics see it. Threads that take part in none are not held up.</summary>
internal abstract class Participant
{
    [ThreadStatic]
    private static Participant? t_current;

    /// <summary>The participant that this thread is; null for none.</summary>
    public static Participant? Current
    {
        get => t_current;
        set => t_current = value;
    }

    /// <summary>The thread's number in its run.</summary>
    public abstract int Number { get; }

    /// <summary>Another thread may come in before the access.</summary>
    public abstract void Before(Access access, string what);

    /// <summary>Another thread may come in after the access, before what follows it in the code that is no access.</summary>
    public abstract void After(Access access, string what);

    /// <summary>The thread cannot go on before another one has stored something; if <paramref name="isBounded"/>, it only lets others go first.</summary>
    public abstract void Spin(bool isBounded);

    /// <summary>The latest store of this thread to the location that others do not see yet.</summary>
    public virtual bool TryReadOwnStore(ref long location, out long value)
    {
        value = 0;
        return false;
    }

    /// <summary>Keeps a store for later, as a processor's store buffer does.</summary>
    public virtual bool TryDelayStore(ref long location, long value, string what) => false;

    /// <summary>Calls back when others see everything that this thread has stored until now.</summary>
    public virtual void WhenStoresAreSeen(Action seen) => seen();

    /// <summary>What a full fence does.</summary>
    public virtual void FlushOwnStores()
    {
    }

    /// <summary>What a fence of all threads does.</summary>
    public virtual void FlushAllStores()
    {
    }
}
