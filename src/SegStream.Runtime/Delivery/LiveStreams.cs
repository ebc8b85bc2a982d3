using SegStream.Diagnostics;

namespace SegStream.Delivery;

/// <summary>The streams that are running, so that a host that stops can end them, each by its policy. They are those in the books of their endpoints.</summary>
internal sealed class LiveStreams(StreamMetrics metrics)
{
    private volatile bool _stopping;

    public int Count => (int)metrics.Endpoints.Sum(static endpoint => endpoint.Active);

    /// <summary>To be called for each stream after it was entered into its endpoint's books.</summary>
    public void StopIfTooLate(IStoppableStream stream)
    {
        // Full fence; pairs with the one in BeginShutdown, which raises the flag before it reads the books: a stream is in them, or sees the flag here. One that comes so late is
        // drained whatever its policy: there is another host to begin on.
        Interlocked.MemoryBarrier();
        if (_stopping)
        {
            stream.Stop(CompletionReason.ServerShutdown);
        }
    }

    /// <summary>The host begins to stop.</summary>
    public void BeginShutdown()
    {
        _stopping = true;
        Interlocked.MemoryBarrier();
        foreach (var stream in Streams())
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
        foreach (var stream in Streams())
        {
            stream.Stop(CompletionReason.ServerShutdown);
        }
    }

    /// <summary>Cuts off those that were told to stop and have not ended.</summary>
    /// <param name="drainedOnly">Whether streams of other policies may go on.</param>
    public void CutOff(bool drainedOnly)
    {
        foreach (var stream in Streams())
        {
            if (!drainedOnly || stream.OnShutdown == ShutdownPolicy.Drain)
            {
                stream.CutOff();
            }
        }
    }

    /// <summary>Cuts off those whose clients have taken nothing for some time, although there is something for them.</summary>
    public void CutOffStalled(TimeSpan patience)
    {
        foreach (var stream in metrics.Endpoints.SelectMany(static endpoint => endpoint.Streams()))
        {
            if (stream.WriteAge >= patience)
            {
                (stream as IStoppableStream)?.CutOff();
            }
        }
    }

    private IEnumerable<IStoppableStream> Streams() => metrics.Endpoints.SelectMany(static endpoint => endpoint.Streams()).OfType<IStoppableStream>();
}
