namespace SegStream.Benchmarks.Queues;

/// <summary>
/// A queue as the scenarios use it. Implemented by structs, so that the JIT compiles every scenario for every queue and no call is virtual.
/// </summary>
internal interface IQueueUnderTest
{
    /// <summary>Appends an item.</summary>
    /// <returns>False when the queue is full.</returns>
    bool TryEnqueue(object item);

    bool TryDequeue(out object item);

    /// <summary>Takes as many items as there are and fit, the best way the queue has for it.</summary>
    int Drain(Span<object> destination);
}
