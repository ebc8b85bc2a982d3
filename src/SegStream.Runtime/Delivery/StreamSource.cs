using System.Diagnostics.CodeAnalysis;
using SegStream.Channels;

namespace SegStream.Delivery;

/// <summary>
/// Where a pump takes its events from. All members are called by the pump alone, one at a time, except <see cref="RequestStop"/>.
/// </summary>
internal abstract class StreamSource<T>
{
    /// <summary>Why the source ended; valid after <see cref="ReadState.Ended"/>.</summary>
    public abstract CompletionReason EndReason { get; }

    /// <summary>The failure that ended the source, if one did.</summary>
    public abstract Exception? EndException { get; }

    /// <summary>What the pump reads beside the source; null where there is nothing.</summary>
    public virtual IChannelCompanion? Companion => null;

    /// <summary>Whether reading runs the producer's code, which may take long without ever giving its thread away.</summary>
    public virtual bool ProducesInRead => false;

    /// <summary>Any thread: events that wait to be read. Approximate while others send or read.</summary>
    public virtual long Queued => 0;

    /// <summary>
    /// Any thread: accepted events that were dropped so far, for an overflow policy for example. Never more than <see cref="Discard"/> will return; it may read
    /// as too few for the instant of the end.
    /// </summary>
    public virtual long Dropped => 0;

    /// <summary>Tells the source whom to wake. Called once, before the first read.</summary>
    public abstract void Attach(IChannelReaderWakeUp reader);

    public abstract ReadState TryRead([MaybeNull] out T item);

    /// <summary>
    /// The number of events that were dropped and not yet told of. To be asked after <see cref="ReadState.EventAfterLoss"/>, before that event is written, and once after
    /// <see cref="ReadState.Ended"/>.
    /// </summary>
    public virtual long TakeLoss() => 0;

    /// <summary>
    /// Asks to be woken. <see langword="false"/> when there is something to read already; after <see langword="true"/>
    /// the reader is woken once something happens.
    /// </summary>
    public abstract bool TryPark();

    /// <summary>The pump goes on for a reason of its own, such as a heartbeat.</summary>
    public abstract void Unpark();

    /// <summary>Asks the source to end: it gives out what it has and no more. Callable from any thread; the first reason wins.</summary>
    public abstract void RequestStop(CompletionReason reason, Exception? exception);

    /// <summary>Gives up what is left. Called once, when the stream is over.</summary>
    /// <returns>The number of events that were accepted and not read: those that were left, and those that were dropped on the way.</returns>
    public abstract long Discard();

    /// <summary>The number of events to give out when the client is to get its end while the producer goes on: those that are there. Approximate while others send.</summary>
    public virtual long Backlog => Math.Max(1, Queued);

    /// <summary>
    /// Whether the producer is at rest, so that <see cref="ReleaseAsync"/> may be called. When it is not, the reader is woken once it is.
    /// </summary>
    public virtual bool TryQuiesce() => true;

    /// <summary>Releases the producer. Called once, last.</summary>
    public virtual ValueTask ReleaseAsync() => ValueTask.CompletedTask;

    /// <summary>Gives back memory that a burst has left; called when the stream has been quiet for a while.</summary>
    public virtual void Trim()
    {
    }

    /// <summary>Whether the pump may continue on the thread that wakes it: only where that thread is the producer's own, giving control away by an await.</summary>
    public virtual bool WakesInline => false;
}
