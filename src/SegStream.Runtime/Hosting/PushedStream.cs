using Microsoft.AspNetCore.Http;
using SegStream.Channels;
using SegStream.Delivery;
using SegStream.Sending;

namespace SegStream.Hosting;

/// <summary>Turns the outcome of a method that sends into the end of its stream.</summary>
internal static class PushedStream
{
    /// <summary>Calls the method. One that throws instead of returning a task ends its stream at once: somebody may have the sender already.</summary>
    public static Task StartAsync<T, TSender>(StreamChannel<T> channel, StreamLifetime lifetime, TSender sender, Func<TSender, CancellationToken, Task> producer, StreamPlan<T> plan, HttpContext http)
    {
        try
        {
            return ProduceAsync(channel, producer(sender, lifetime.Token));
        }
        catch (Exception exception)
        {
            UnreadStream.End(channel, lifetime, ProducerFailure.ReasonOf(exception), exception, plan.Origin(http));
            throw;
        }
    }

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
            var exception = CancellationOf(producing);
            channel.TryEnd(ProducerFailure.ReasonOf(exception), exception);
        }
        else
        {
            // A method that returns without EndStream has not said that the stream is complete.
            channel.TryEnd(CompletionReason.Incomplete, null);
        }
    }

    /// <summary>What the method threw. It may tell of a time-out.</summary>
    private static OperationCanceledException CancellationOf(Task cancelled)
    {
        try
        {
            cancelled.GetAwaiter().GetResult();
            return new TaskCanceledException(cancelled);
        }
        catch (OperationCanceledException exception)
        {
            return exception;
        }
    }
}
