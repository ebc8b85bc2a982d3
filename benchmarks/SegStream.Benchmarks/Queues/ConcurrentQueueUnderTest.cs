using System.Collections.Concurrent;

namespace SegStream.Benchmarks.Queues;

internal readonly struct ConcurrentQueueUnderTest() : IQueueUnderTest
{
    private readonly ConcurrentQueue<object> _queue = new();

    public bool TryEnqueue(object item)
    {
        _queue.Enqueue(item);
        return true;
    }

    public bool TryDequeue(out object item) => _queue.TryDequeue(out item!);

    public int Drain(Span<object> destination)
    {
        var taken = 0;
        while (taken < destination.Length && _queue.TryDequeue(out destination[taken]!))
        {
            taken++;
        }

        return taken;
    }
}
