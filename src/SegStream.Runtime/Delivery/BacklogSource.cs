using System.Diagnostics.CodeAnalysis;
using SegStream.Channels;

namespace SegStream.Delivery;

/// <summary>
/// What is left of a source for a client that has to go while the producer goes on: it gives out what was there when it was made, and then says that the host stops. What comes later is read from
/// <see cref="Rest"/>.
/// </summary>
internal sealed class BacklogSource<T>(StreamSource<T> source) : StreamSource<T>
{
    private long _left = source.Backlog;

    /// <summary>Whether the end is that of the client alone.</summary>
    public bool IsCut { get; private set; }

    /// <summary>The source itself.</summary>
    public StreamSource<T> Rest => source;

    public override CompletionReason EndReason => IsCut ? CompletionReason.ServerShutdown : source.EndReason;

    public override Exception? EndException => IsCut ? null : source.EndException;

    public override long Queued => source.Queued;

    public override long Dropped => source.Dropped;

    public override IChannelCompanion? Companion => source.Companion;

    public override bool ProducesInRead => source.ProducesInRead;

    public override bool WakesInline => source.WakesInline;

    public override void Attach(IChannelReaderWakeUp reader) => source.Attach(reader);

    public override ReadState TryRead([MaybeNull] out T item)
    {
        item = default;
        var state = _left > 0 ? source.TryRead(out item) : ReadState.Empty;
        if (state == ReadState.Empty)
        {
            IsCut = true;
            return ReadState.Ended;
        }

        _left--;
        return state;
    }

    public override long TakeLoss() => source.TakeLoss();

    public override bool TryPark() => source.TryPark();

    public override void Unpark() => source.Unpark();

    public override void RequestStop(CompletionReason reason, Exception? exception) => source.RequestStop(reason, exception);

    public override long Discard() => source.Discard();

    public override bool TryQuiesce() => source.TryQuiesce();

    public override ValueTask ReleaseAsync() => source.ReleaseAsync();

    public override void Trim() => source.Trim();
}
