using System.Threading.Channels;
using SegStream.Channels;
using SegStream.Queues;
using SegStream.Sending;

namespace SegStream.Runtime.Tests.Adversarial;

/// <summary>Sends that wait while the stream ends, and answers that are asked for twice.</summary>
public sealed class SendingRaceTests
{
    private static readonly ChannelLimits Full = new(1, 1, 0);

    [Fact]
    public async Task A_writer_that_waits_while_the_stream_ends_is_told_that_its_channel_is_closed()
    {
        var rounds = Watchdog.Scaled(3_000, 100_000);
        using var line = new Barrier(2);
        StreamSender<int>? sender = null;
        var ending = Task.Factory.StartNew(
            () =>
            {
                for (var i = 0; i < rounds; i++)
                {
                    line.SignalAndWait(Watchdog.Limit);
                    Thread.SpinWait(i % 200);
                    sender!.EndStream();
                    line.SignalAndWait(Watchdog.Limit);
                }
            },
            TaskCreationOptions.LongRunning);
        for (var i = 0; i < rounds; i++)
        {
            sender = new StreamSender<int>(new StreamChannel<int>(Full), new StreamLifetime(), StreamMode.Sse);
            sender.TrySend(1);
            var writer = sender.AsChannelWriter();
            line.SignalAndWait(Watchdog.Limit);
            var writing = Write(writer);
            line.SignalAndWait(Watchdog.Limit);
            await Assert.ThrowsAsync<ChannelClosedException>(() => Watchdog.Within(writing));
        }

        await Watchdog.Within(ending);

        // Asynchronous, so that what the writer throws at once is seen like what it throws later.
        static async Task Write(ChannelWriter<int> writer) => await writer.WriteAsync(2);
    }

    [Fact]
    public async Task An_answer_that_is_asked_for_twice_does_not_disturb_the_next_sender_that_waits()
    {
        var ended = new StreamChannel<string>(Full);
        ended.TrySend("a");
        var first = ended.SendAsync("b", CancellationToken.None);
        ended.TryEnd(CompletionReason.Completed, null);
        Assert.False(await first);

        // The waiter went back to the pool with the answer; of the next ones, one has it.
        using var cancellation = new CancellationTokenSource();
        var channel = new StreamChannel<string>(Full);
        channel.TrySend("a");
        var waiting = Enumerable.Range(0, 64).Select(_ => channel.SendAsync("b", cancellation.Token).AsTask()).ToArray();
        Assert.Throws<InvalidOperationException>(() => first.GetAwaiter().GetResult());
        cancellation.Cancel();

        foreach (var sending in waiting)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Watchdog.Within(sending));
        }
    }
}
