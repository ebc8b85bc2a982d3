using System.Diagnostics;
using SegStream.Soak.Plans;

namespace SegStream.Soak.Books;

/// <summary>What the server's side knows of one stream.</summary>
internal sealed class StreamRecord(StreamPlan plan)
{
    private static readonly AsyncLocal<StreamRecord?> OfThisRequest = new();

    private long _accepted;
    private long _made;
    private int _callBacks;

    public StreamPlan Plan { get; } = plan;

    /// <summary>The stream whose request is being served where this is read.</summary>
    public static StreamRecord? Current
    {
        get => OfThisRequest.Value;
        set => OfThisRequest.Value = value;
    }

    /// <summary>Whether the endpoint was called.</summary>
    public bool IsOpened { get; private set; }

    /// <summary>The request came and its endpoint, and everything around it, has returned.</summary>
    public bool IsServed { get; set; }

    public long OpenedAt { get; } = Stopwatch.GetTimestamp();

    public long EndedAt { get; private set; }

    /// <summary>Events that a sender took.</summary>
    public long Accepted => Interlocked.Read(ref _accepted);

    /// <summary>Events that a sequence gave.</summary>
    public long Made => Interlocked.Read(ref _made);

    /// <summary>As the log tells it; null while the stream runs.</summary>
    public EndedStream? Ended { get; private set; }

    /// <summary>As the sender tells it, where there is one.</summary>
    public Task<StreamCompletion>? Completion { get; private set; }

    /// <summary>The sender, to see that nothing keeps it.</summary>
    public WeakReference? Sender { get; private set; }

    /// <summary>Whether the log told of more than one end.</summary>
    public bool EndedTwice { get; private set; }

    /// <summary>How often the callback for the end was called, and with what.</summary>
    public int CallBacks => Volatile.Read(ref _callBacks);

    public StreamCompletion? CalledBackWith { get; private set; }

    public void Open() => IsOpened = true;

    public void Watch(object sender, Task<StreamCompletion> completion)
    {
        Sender = new WeakReference(sender);
        Completion = completion;
    }

    public void CountAccepted() => Interlocked.Increment(ref _accepted);

    public void CountMade() => Interlocked.Increment(ref _made);

    public void CallBack(StreamCompletion completion)
    {
        CalledBackWith = completion;
        Interlocked.Increment(ref _callBacks);
    }

    public void End(EndedStream ended)
    {
        EndedTwice |= Ended is not null;
        EndedAt = Stopwatch.GetTimestamp();
        Ended = ended;
    }
}
