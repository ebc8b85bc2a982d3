using SegStream.Histories;
using SegStream.Scheduling;

namespace SegStream.Queues;

/// <summary>Producers and a consumer of one queue with tiny segments; what they saw has to be explained by a sequential queue, and everything accepted has to arrive.</summary>
/// <param name="sends">Items that each producer sends.</param>
/// <param name="slots">Slots of a segment.</param>
/// <param name="closes">Whether one more thread closes the queue meanwhile.</param>
internal sealed class QueueScenario(int[] sends, int slots, bool closes = false, int prefilled = 0) : IScenario
{
    private readonly SegmentedQueue<int> _queue = Make(slots, prefilled);
    private readonly History _history = new(() => Run.Clock);
    private int _sending = sends.Length;

    public IReadOnlyList<Action> Threads =>
    [
        Consume,
        .. Enumerable.Range(0, sends.Length).Select(producer => (Action)(() => Produce(producer))),
        .. closes ? [Close] : Array.Empty<Action>(),
    ];

    public void Check()
    {
        IReadOnlyList<Operation> calls = _history.Operations;
        Linearizability.Check(new QueueModel(), calls);
        Assert.Equal(calls.Where(call => call is { Verb: Verb.Send, Answer: "True" }).Select(call => call.Argument).Order(), calls.SelectMany(call => call.Items).Order());
    }

    // So that segments have been recycled before the run begins; what other runs have left in the process must not decide anything in this one.
    private static SegmentedQueue<int> Make(int slots, int count)
    {
        SlotPool<int>.Clear();
        var queue = new SegmentedQueue<int>(slots, slots);
        for (int i = 0; i < count; i++)
        {
            Assert.True(queue.TryEnqueue(0));
            Assert.True(queue.TryDequeue(out _));
        }
        return queue;
    }

    private void Produce(int producer)
    {
        for (int i = 1; i <= sends[producer]; i++)
        {
            _history.Send(producer + 1, (producer * 16) + i, _queue.TryEnqueue);
        }
        if (--_sending == 0 && !closes)
        {
            _history.Ask(producer + 1, Verb.Close, _queue.Close);
        }
    }

    private void Close() => _history.Ask(sends.Length + 1, Verb.Close, _queue.Close);

    private void Consume()
    {
        bool one = false;
        while (!_history.Ask(0, Verb.IsCompleted, () => _queue.IsCompleted))
        {
            one = !one;
            int taken = one
                ? _history.Take(0, () => _queue.TryDequeue(out int item) ? item : null) is null ? 0 : 1
                : _history.TakeMany(0, 3, batch => _queue.Dequeue(batch));
            if (taken == 0)
            {
                Run.WaitUntil(() => _queue.HasItems || _queue.IsCompleted, "items");
            }
        }
    }
}
