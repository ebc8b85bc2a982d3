namespace SegStream.Channels;

internal sealed partial class StreamChannel<T>
{
    /// <summary>What the channel's reader reads beside it; null when there is no such thing.</summary>
    internal IChannelCompanion? Companion => Volatile.Read(ref _companion);

    /// <summary>Any thread: gives the channel a companion, unless it has one.</summary>
    /// <returns>The channel's companion.</returns>
    internal IChannelCompanion Accompany(IChannelCompanion companion)
    {
        // Full fence; pairs with the exchanges in TryEnd and TakeReader: the companion is seen there, or the end and the reader are seen here. It may be told twice.
        if (Interlocked.CompareExchange(ref _companion, companion, null) is { } other)
        {
            return other;
        }

        if (Volatile.Read(ref _wakeUp) is { } reader)
        {
            companion.ReaderTaken(reader);
        }
        if (HasEnded)
        {
            companion.Ended();
        }
        return companion;
    }
}
