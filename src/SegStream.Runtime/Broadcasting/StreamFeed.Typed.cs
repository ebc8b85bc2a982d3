using SegStream.Channels;
using SegStream.Framing;

namespace SegStream.Broadcasting;

/// <inheritdoc cref="StreamFeed"/>
internal sealed class StreamFeed<TEvent>(StreamChannel<TEvent> channel) : StreamFeed
{
    // The count first: what has left the queue since then is counted twice, never not at all.
    protected override long QueueTail => channel.Queue.Count + channel.Queue.HeadTicket;

    protected override long QueueHead => channel.Queue.HeadTicket;

    protected override bool IsQueueEmpty => channel.Queue.Count == 0;

    public override GroupTrack MakeTrack(object formatter, FrameLog log) => new GroupTrack<TEvent>((FrameFormatter<TEvent>)formatter, log);

    public bool TrySend(TEvent value) => channel.TrySend(value) == SendResult.Accepted;

    protected override bool TrySendCase(object value) => value is TEvent own && TrySend(own);
}
