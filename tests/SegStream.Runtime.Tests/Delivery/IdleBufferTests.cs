using SegStream.Delivery;
using SegStream.Runtime.Tests.Broadcasting;

namespace SegStream.Runtime.Tests.Delivery;

/// <summary>A stream that has nothing to say gives its buffer to others.</summary>
public sealed class IdleBufferTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_parked_stream_holds_no_buffer_and_those_that_take_turns_with_one_do_not_mix()
    {
        using var wheel = new TimerWheel(TimeProvider.System);
        var streams = Enumerable.Range(0, 20).Select(_ => new Listener().Start(wheel)).ToArray();
        for (var round = 0; round < 5; round++)
        {
            for (var index = 0; index < streams.Length; index++)
            {
                Assert.Equal(SendResult.Accepted, streams[index].Sender.TrySend(Text(index, round)));
            }

            for (var index = 0; index < streams.Length; index++)
            {
                await streams[index].UntilAsync(Text(index, round) + "\n\n");
                await WithoutBufferAsync(streams[index]);
            }
        }

        for (var index = 0; index < streams.Length; index++)
        {
            var completion = await streams[index].EndAsync();
            Assert.Equal((CompletionReason.Completed, 5L), (completion.Reason, completion.EventsSent));
            Assert.Equal(Enumerable.Range(0, 5).Select(round => Text(index, round)), streams[index].Events());
            Assert.False(streams[index].Pump!.HoldsBuffer);
        }
    }

    /// <summary>Of a size that outgrows what is asked of the response at first, in some rounds.</summary>
    private static string Text(int index, int round) => $"{index}/{round}:" + new string((char)('a' + index), 700 * (round + 1));

    private static async Task WithoutBufferAsync(Listener stream)
    {
        using var watchdog = new CancellationTokenSource(Patience);
        while (stream.Pump!.HoldsBuffer)
        {
            Assert.False(watchdog.IsCancellationRequested, "A stream at rest keeps its buffer.");
            await Task.Yield();
        }
    }
}
