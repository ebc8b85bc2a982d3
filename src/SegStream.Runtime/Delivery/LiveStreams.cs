using System.Collections.Concurrent;

namespace SegStream.Delivery;

/// <summary>The streams that are running, so that a host that stops can end them.</summary>
internal sealed class LiveStreams
{
    private readonly ConcurrentDictionary<IStoppableStream, bool> _streams = new(ReferenceEqualityComparer.Instance);
    private volatile bool _stopping;

    public int Count => _streams.Count;

    public void Add(IStoppableStream stream)
    {
        _streams[stream] = true;

        // Pairs with StopAll, which raises the flag before it walks the streams: a stream is seen there or sees the flag here.
        if (_stopping)
        {
            stream.Stop(CompletionReason.ServerShutdown);
        }
    }

    public void Remove(IStoppableStream stream) => _streams.TryRemove(stream, out _);

    public void StopAll()
    {
        _stopping = true;
        Interlocked.MemoryBarrier();
        foreach (var stream in _streams)
        {
            stream.Key.Stop(CompletionReason.ServerShutdown);
        }
    }
}
