using SegStream.Queues;

namespace SegStream.Benchmarks.Queues;

internal readonly struct SegmentedQueueUnderTest() : IQueueUnderTest
{
    private readonly SegmentedQueue<object> _queue = new();

    public bool TryEnqueue(object item) => _queue.TryEnqueue(item);

    public bool TryDequeue(out object item) => _queue.TryDequeue(out item);

    public int Drain(Span<object> destination) => _queue.Dequeue(destination);
}
