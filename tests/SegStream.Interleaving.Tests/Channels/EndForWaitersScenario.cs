using SegStream.Queues;
using SegStream.Scheduling;

namespace SegStream.Channels;

/// <summary>A full channel that nobody reads, senders that wait, and the end: they are told at once, not when somebody reads some time.</summary>
internal sealed class EndForWaitersScenario : IScenario
{
    private readonly StreamChannel<int> _channel = MakeFull();
    private int _told;

    public IReadOnlyList<Action> Threads => [SendAndWait, SendAndWait, () => _channel.TryEnd(CompletionReason.ClientAborted, null)];

    public void Check()
    {
        Assert.Equal(2, _told);
        Assert.Equal(0, _channel.WaiterCount);
    }

    private static StreamChannel<int> MakeFull()
    {
        while (SendWaiterPool<int>.Take() is not null)
        {
        }
        SlotPool<int>.Clear();
        var channel = new StreamChannel<int>(new ChannelLimits(2, 2, 1));
        channel.TrySend(1);
        channel.TrySend(2);
        return channel;
    }

    private void SendAndWait()
    {
        ValueTask<bool> sending = _channel.SendAsync(3, default);
        if (!sending.IsCompleted)
        {
            Run.WaitUntil(() => sending.IsCompleted, "the end");
        }

        // An event that comes in between the two steps of the end is accepted, and in the books.
        _ = sending.GetAwaiter().GetResult();
        _told++;
    }
}
