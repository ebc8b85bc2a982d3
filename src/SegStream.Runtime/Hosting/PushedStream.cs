using SegStream.Channels;
using SegStream.Delivery;

namespace SegStream.Hosting;

/// <summary>Turns the outcome of a method that sends into the end of its stream.</summary>
internal static class PushedStream
{
    public static Task ProduceAsync<T>(StreamChannel<T> channel, Task producing)
    {
        ArgumentNullException.ThrowIfNull(producing);
        if (!producing.IsCompleted)
        {
            return AwaitAsync(channel, producing);
        }

        End(channel, producing);
        return producing;
    }

    private static async Task AwaitAsync<T>(StreamChannel<T> channel, Task producing)
    {
        await producing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        End(channel, producing);
        await producing.ConfigureAwait(false);
    }

    private static void End<T>(StreamChannel<T> channel, Task producing)
    {
        if (producing.IsFaulted)
        {
            var exception = producing.Exception.InnerException!;
            channel.TryEnd(ProducerFailure.ReasonOf(exception), exception);
        }
        else if (producing.IsCanceled)
        {
            channel.TryEnd(CompletionReason.Cancelled, new TaskCanceledException(producing));
        }
        else
        {
            // A method that returns without EndStream has not said that the stream is complete.
            channel.TryEnd(CompletionReason.Incomplete, null);
        }
    }
}
