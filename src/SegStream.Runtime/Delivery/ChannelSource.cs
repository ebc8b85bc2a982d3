using System.Diagnostics.CodeAnalysis;
using SegStream.Channels;

namespace SegStream.Delivery;

/// <summary>The events of a stream that has a sender.</summary>
internal sealed class ChannelSource<T>(StreamChannel<T> channel) : StreamSource<T>
{
    public override CompletionReason EndReason => channel.EndReason ?? CompletionReason.Incomplete;

    public override Exception? EndException => channel.EndException;

    public override IChannelCompanion? Companion => channel.Companion;

    public override long Queued => channel.Count;

    public override long Dropped => channel.Overflow?.Losses.Value ?? 0;

    private StreamChannelReader<T> Reader => new(channel);

    public override void Attach(IChannelReaderWakeUp reader) => channel.TakeReader(reader);

    public override ReadState TryRead([MaybeNull] out T item)
    {
        var reader = Reader;
        if (reader.TryRead(out item))
        {
            return reader.HasLoss ? ReadState.EventAfterLoss : ReadState.Event;
        }

        return reader.IsCompleted ? ReadState.Ended : ReadState.Empty;
    }

    public override long TakeLoss() => Reader.TakeLoss();

    public override bool TryPark() => Reader.TryPark();

    public override void Unpark() => Reader.Unpark();

    public override void RequestStop(CompletionReason reason, Exception? exception) => channel.TryEnd(reason, exception);

    public override long Discard() => Reader.Discard();

    public override void Trim() => Reader.Trim();
}
