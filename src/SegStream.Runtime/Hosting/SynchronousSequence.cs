using Microsoft.AspNetCore.Http;
using SegStream.Channels;
using SegStream.Delivery;
using SegStream.Sending;

namespace SegStream.Hosting;

/// <summary>Streams an <see cref="IEnumerable{T}"/>.</summary>
internal static class SynchronousSequence
{
    public static Task RunAsync<T>(HttpContext http, StreamPlan<T> plan, IEnumerable<T> sequence, StreamLifetime lifetime)
    {
        if (sequence is IReadOnlyCollection<T> or ICollection<T>)
        {
            return StreamExecution.RunAsync(http, plan, new CollectionSource<T>(sequence), lifetime, producing: null);
        }

        // The first element is made here, so that a sequence that fails at once still gets its error status.
        var enumerator = sequence.GetEnumerator();
        try
        {
            if (!enumerator.MoveNext())
            {
                enumerator.Dispose();
                return StreamExecution.RunAsync(http, plan, new CollectionSource<T>([]), lifetime, producing: null);
            }
        }
        catch
        {
            enumerator.Dispose();
            throw;
        }

        // A pulled sequence is held back by the client's speed, whatever the policy for events that are sent.
        var channel = new StreamChannel<T>(plan.Settings.Channel with { Overflow = OverflowPolicy.Wait });
        var producing = PushedStream.ProduceAsync(channel, Task.Run(() => ProduceAsync(channel, enumerator)));
        return StreamExecution.RunAsync(http, plan, new ChannelSource<T>(channel), lifetime, producing);
    }

    private static async Task ProduceAsync<T>(StreamChannel<T> channel, IEnumerator<T> enumerator)
    {
        using (enumerator)
        {
            do
            {
                if (!await channel.SendAsync(enumerator.Current, CancellationToken.None).ConfigureAwait(false))
                {
                    return;
                }
            }
            while (enumerator.MoveNext());
        }

        channel.TryEnd(CompletionReason.Completed, null);
    }
}
