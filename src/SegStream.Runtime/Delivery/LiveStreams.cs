using System.Collections.Concurrent;

namespace SegStream.Delivery;

/// <summary>The streams that are running, so that a host that stops can end them, each by its policy.</summary>
internal sealed class LiveStreams
{
    private readonly ConcurrentDictionary<IStoppableStream, bool> _streams = new(ReferenceEqualityComparer.Instance);
    private volatile bool _stopping;

    public int Count => _streams.Count;

    public void Add(IStoppableStream stream)
    {
        _streams[stream] = true;

        // Pairs with BeginShutdown, which raises the flag before it walks the streams: a stream is seen there or sees the flag here. One that comes so late is drained whatever its
        // policy: there is another host to begin on.
        if (_stopping)
        {
            stream.Stop(CompletionReason.ServerShutdown);
        }
    }

    public void Remove(IStoppableStream stream) => _streams.TryRemove(stream, out _);

    /// <summary>The host begins to stop.</summary>
    public void BeginShutdown()
    {
        _stopping = true;
        Interlocked.MemoryBarrier();
        foreach (var (stream, _) in _streams)
        {
            switch (stream.OnShutdown)
            {
                case ShutdownPolicy.Finish:
                    break;
                case ShutdownPolicy.Detach:
                    stream.Detach();
                    break;
                default:
                    stream.Stop(CompletionReason.ServerShutdown);
                    break;
            }
        }
    }

    /// <summary>The grace time is nearly over: ends what is left.</summary>
    public void EndGrace()
    {
        foreach (var (stream, _) in _streams)
        {
            stream.Stop(CompletionReason.ServerShutdown);
        }
    }
}
