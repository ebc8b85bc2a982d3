using SegStream.Channels;
using SegStream.Sending;

namespace SegStream.Hosting;

/// <summary>Ends a stream that was refused before anybody read it. Its sender may be known already, to a registry for example, which has to learn of the end.</summary>
internal static class UnreadStream
{
    public static void End<T>(StreamChannel<T> channel, StreamLifetime lifetime, CompletionReason reason, Exception? exception, IStreamOrigin origin)
    {
        if (channel.TryEndUnread(reason, exception, out var dropped))
        {
            lifetime.Complete(new StreamCompletion
            {
                Reason = channel.EndReason ?? reason,
                Exception = channel.EndException,
                EventsDropped = dropped,
            }, origin);
            if (lifetime.Cancel() is { } failure)
            {
                origin.ProducerFailed(failure);
            }
        }
    }

    /// <summary>Called by a finalizer, whose thread must not run what the application has attached to the end.</summary>
    public static void EndLost<T>(StreamChannel<T> channel, StreamLifetime lifetime, StreamMode mode) =>
        ThreadPool.UnsafeQueueUserWorkItem(
            static stream => End(stream.Channel, stream.Lifetime, CompletionReason.Incomplete, null, StreamOrigin.Unknown(stream.Mode)),
            (Channel: channel, Lifetime: lifetime, Mode: mode),
            preferLocal: false);
}
