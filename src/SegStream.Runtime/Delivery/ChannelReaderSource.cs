using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace SegStream.Delivery;

/// <summary>The events of a channel that belongs to the application.</summary>
internal sealed class ChannelReaderSource<T>(ChannelReader<T> channel, CancellationToken streamEnded) : AwaitedSource<T>
{
    protected override bool TryTake([MaybeNullWhen(false)] out T item) => channel.TryRead(out item);

    protected override bool TryTakeAnnounced([MaybeNullWhen(false)] out T item) => channel.TryRead(out item);

    // Throws what the channel was completed with, which makes it the stream's failure.
    protected override ValueTask<bool> NextAsync() => channel.WaitToReadAsync(streamEnded);
}
