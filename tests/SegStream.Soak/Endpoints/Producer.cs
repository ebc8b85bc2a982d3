using System.Runtime.CompilerServices;
using SegStream.Soak.Books;
using SegStream.Soak.Plans;

namespace SegStream.Soak.Endpoints;

/// <summary>Makes the events of a stream as its plan says, and counts them.</summary>
internal static class Producer
{
    /// <summary>A method that sends.</summary>
    public static async Task SendAsync(StreamRecord record, Outlet outlet, CancellationToken token)
    {
        record.Watch(outlet.Sender, outlet.Completion);
        await SendAllAsync(record, outlet);
        switch (record.Plan.End)
        {
            case PlannedEnd.Throw:
                throw new SoakFailure();
            case PlannedEnd.GiveUp:
                throw new OperationCanceledException("A cancellation that was planned.");
            case PlannedEnd.Never or PlannedEnd.Shutdown:
                await UntilCancelledAsync(token);
                break;
            default:
                End(record.Plan.End, outlet);
                break;
        }
    }

    /// <summary>What goes on after the method that made the response has returned.</summary>
    public static async Task SendDetachedAsync(StreamRecord record, Outlet outlet, IStreamRegistry registry)
    {
        await SendAllAsync(record, outlet);
        if (record.Plan.End == PlannedEnd.Close)
        {
            registry.Close(record.Plan.Id);
        }

        End(record.Plan.End, outlet);
    }

    public static async IAsyncEnumerable<T> PullAsync<T>(StreamRecord record, Func<int, long, int, T> make, [EnumeratorCancellation] CancellationToken token)
    {
        var plan = record.Plan;
        for (var number = 0L; number < plan.Events; number++)
        {
            record.CountMade();
            yield return make(0, number, plan.Padding);
            if (PausesAfter(plan, number))
            {
                await PauseAsync(plan, token);
            }
        }

        ThrowIfPlanned(plan);
    }

    public static IEnumerable<T> PullLazily<T>(StreamRecord record, Func<int, long, int, T> make, CancellationToken token)
    {
        var plan = record.Plan;
        for (var number = 0L; number < plan.Events && !token.IsCancellationRequested; number++)
        {
            record.CountMade();
            yield return make(0, number, plan.Padding);

            // The sequence has a thread to itself and may block it, though not many threads for long.
            if (PausesAfter(plan, number))
            {
                token.WaitHandle.WaitOne(Math.Min(plan.PauseMilliseconds, 1));
            }
        }

        ThrowIfPlanned(plan);
    }

    /// <summary>Writes into a channel that the endpoint returns.</summary>
    public static async Task WriteAsync(StreamRecord record, System.Threading.Channels.ChannelWriter<Tick> channel, CancellationToken token)
    {
        var plan = record.Plan;
        try
        {
            for (var number = 0L; number < plan.Events; number++)
            {
                record.CountMade();
                await channel.WriteAsync(Payloads.Tick(0, number, plan.Padding), token);
                if (PausesAfter(plan, number))
                {
                    await PauseAsync(plan, token);
                }
            }

            channel.Complete(plan.End switch
            {
                PlannedEnd.Fail => new SoakFailure(),
                PlannedEnd.GiveUp => new OperationCanceledException(),
                _ => null,
            });
        }
        catch (OperationCanceledException)
        {
            channel.Complete();
        }
    }

    private static void End(PlannedEnd end, Outlet outlet)
    {
        switch (end)
        {
            case PlannedEnd.Complete:
                outlet.End();
                break;
            case PlannedEnd.Fail:
                outlet.Fail(new SoakFailure());
                break;
            case PlannedEnd.Dispose:
                outlet.Dispose();
                break;
        }
    }

    private static void ThrowIfPlanned(StreamPlan plan)
    {
        if (plan.End is PlannedEnd.Throw)
        {
            throw new SoakFailure();
        }

        if (plan.End is PlannedEnd.GiveUp)
        {
            throw new OperationCanceledException("A cancellation that was planned.");
        }
    }

    private static Task SendAllAsync(StreamRecord record, Outlet outlet) =>
        Task.WhenAll(Enumerable.Range(0, record.Plan.Senders).Select(source => Task.Run(() => SendFromAsync(record, outlet, source))));

    private static async Task SendFromAsync(StreamRecord record, Outlet outlet, int source)
    {
        var plan = record.Plan;
        for (var number = 0L; number < plan.Events;)
        {
            var result = plan.Offers ? outlet.Offer(source, number, plan.Padding) : await SendAsync(plan, outlet, source, number);
            if (result == SendResult.Closed)
            {
                return;
            }

            if (result == SendResult.Full)
            {
                await PauseAsync(plan, CancellationToken.None);
                continue;
            }

            record.CountAccepted();
            if (PausesAfter(plan, number++))
            {
                await PauseAsync(plan, CancellationToken.None);
            }
        }
    }

    private static async ValueTask<SendResult> SendAsync(StreamPlan plan, Outlet outlet, int source, long number)
    {
        using var patience = plan.Impatient ? new CancellationTokenSource(TimeSpan.FromMilliseconds(3)) : null;
        try
        {
            return await outlet.SendAsync(source, number, plan.Padding, patience?.Token ?? default) ? SendResult.Accepted : SendResult.Closed;
        }
        catch (OperationCanceledException)
        {
            return SendResult.Full;
        }
    }

    private static bool PausesAfter(StreamPlan plan, long number) => plan.Burst > 0 && number % plan.Burst == plan.Burst - 1;

    private static async Task PauseAsync(StreamPlan plan, CancellationToken token)
    {
        if (plan.PauseMilliseconds == 0)
        {
            await Task.Yield();
        }
        else
        {
            await Task.Delay(plan.PauseMilliseconds, token);
        }
    }

    private static async Task UntilCancelledAsync(CancellationToken token)
    {
        await Task.Delay(Timeout.Infinite, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
