using System.Diagnostics.Metrics;

namespace SegStream.Diagnostics;

/// <summary>
/// The books of one endpoint: its live streams, and the sums of those that have ended. Nothing is added while a stream runs; who collects asks the
/// streams where they stand.
/// </summary>
/// <remarks>
/// A stream moves from the live ones to the sums under the lock under which they are read, so that it is always in exactly one of the two, and the sums
/// never fall. The lock is taken when a stream opens, when it ends, and for one walk over the live streams per instrument and collection.
/// </remarks>
internal sealed class EndpointMetrics
{
    private static readonly int ReasonCount = Enum.GetValues<CompletionReason>().Length;

    private readonly Lock _lock = new();
    private readonly long[] _completed = new long[ReasonCount];
    private readonly Histogram<double> _flushes;
    private readonly Histogram<double> _durations;
    private readonly Action<Exception> _listenerFailed;
    private IObservedStream? _first;
    private StreamReading _ended;
    private long _active;
    private long _dropped;

    /// <param name="endpoint">Its name.</param>
    /// <param name="mode">The mode of its streams.</param>
    /// <param name="flushes">Records the time of flushes.</param>
    /// <param name="durations">Records the time of streams.</param>
    /// <param name="listenerFailed">Is told what a listener of the application throws when something is recorded: no stream may suffer from it.</param>
    public EndpointMetrics(string endpoint, StreamMode mode, Histogram<double> flushes, Histogram<double> durations, Action<Exception> listenerFailed)
    {
        EndpointTag = new(MetricTags.Endpoint, endpoint);
        ModeTag = new(MetricTags.Mode, MetricTags.Of(mode));
        _flushes = flushes;
        _durations = durations;
        _listenerFailed = listenerFailed;
    }

    public KeyValuePair<string, object?> EndpointTag { get; }

    public KeyValuePair<string, object?> ModeTag { get; }

    /// <summary>Whether somebody wants to know how long flushes take.</summary>
    public bool MeasuresFlushes => _flushes.Enabled;

    public long Active
    {
        get
        {
            lock (_lock)
            {
                return _active;
            }
        }
    }

    public void Open(IObservedStream stream)
    {
        lock (_lock)
        {
            stream.Next = _first;
            if (_first is not null)
            {
                _first.Previous = stream;
            }

            _first = stream;
            _active++;
        }
    }

    /// <summary>Takes a stream over into the sums. Called once, when nothing of it changes any more.</summary>
    public void Close(IObservedStream stream, StreamCompletion completion)
    {
        lock (_lock)
        {
            Unlink(stream);
            var last = stream.Read();
            _ended.Events += completion.EventsSent;
            _ended.Bytes += completion.BytesSent;
            _ended.Dropped += completion.EventsDropped;
            _ended.Gaps += last.Gaps;
            _ended.GapEvents += last.GapEvents;
            _completed[(int)completion.Reason]++;
            _active--;
        }

        if (!_durations.Enabled)
        {
            return;
        }

        try
        {
            _durations.Record(completion.Duration.TotalSeconds, EndpointTag, ModeTag, new(MetricTags.CompletionReason, MetricTags.Of(completion.Reason)));
        }
        catch (Exception exception)
        {
            _listenerFailed(exception);
        }
    }

    /// <summary>All streams until now together, live and ended.</summary>
    public StreamReading Read()
    {
        lock (_lock)
        {
            var total = _ended;
            for (var stream = _first; stream is not null; stream = stream.Next)
            {
                total.Add(stream.Read());
            }

            // Never below what was told before: a stream's losses read as too few in the instant in which they are closed.
            total.Dropped = _dropped = Math.Max(_dropped, total.Dropped);
            return total;
        }
    }

    /// <summary>The streams that are live now.</summary>
    public IObservedStream[] Streams()
    {
        lock (_lock)
        {
            var streams = new IObservedStream[_active];
            var count = 0;
            for (var stream = _first; stream is not null; stream = stream.Next)
            {
                streams[count++] = stream;
            }

            return streams;
        }
    }

    /// <summary>How many streams have ended for a reason.</summary>
    public long Completed(CompletionReason reason)
    {
        lock (_lock)
        {
            return _completed[(int)reason];
        }
    }

    /// <summary>Live streams whose write has waited for the client for at least this long.</summary>
    public long Stalled(TimeSpan atLeast)
    {
        var stalled = 0L;
        lock (_lock)
        {
            for (var stream = _first; stream is not null; stream = stream.Next)
            {
                if (stream.WriteAge >= atLeast)
                {
                    stalled++;
                }
            }
        }

        return stalled;
    }

    /// <summary>Records the time of one flush.</summary>
    public void Flushed(TimeSpan duration)
    {
        try
        {
            _flushes.Record(duration.TotalSeconds, EndpointTag, ModeTag);
        }
        catch (Exception exception)
        {
            _listenerFailed(exception);
        }
    }

    private void Unlink(IObservedStream stream)
    {
        if (stream.Previous is null)
        {
            _first = stream.Next;
        }
        else
        {
            stream.Previous.Next = stream.Next;
        }

        if (stream.Next is not null)
        {
            stream.Next.Previous = stream.Previous;
        }

        stream.Next = stream.Previous = null;
    }
}
