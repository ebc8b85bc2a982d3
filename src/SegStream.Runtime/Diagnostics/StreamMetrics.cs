using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace SegStream.Diagnostics;

/// <summary>The instruments of the meter <see cref="SegStreamDiagnostics.MeterName"/>.</summary>
/// <remarks>
/// What counts is observed, not added: a stream costs nothing for it while it runs, it shows while it runs, and a listener that comes late
/// sees everything since the start. Only durations and refusals are recorded when they happen.
/// </remarks>
internal sealed class StreamMetrics : IDisposable
{
    // From a copy into the server's buffer to a client that is on the edge of the default write timeout.
    private static readonly double[] FlushBuckets = [0.00001, 0.00005, 0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30];

    // The usual limits of proxies, 30, 60 and 300 s, are borders: streams that all end at one of them stand out.
    private static readonly double[] DurationBuckets = [0.1, 1, 5, 10, 30, 60, 120, 300, 600, 1_800, 3_600, 14_400, 86_400];

    private readonly ConcurrentDictionary<(string Endpoint, StreamMode Mode), EndpointMetrics> _endpoints = new();
    private readonly Meter _meter;
    private readonly Counter<long> _refused;
    private readonly Histogram<double> _flushes;
    private readonly Histogram<double> _durations;
    private Action<Exception>? _tellOfFailure;

    public StreamMetrics(IMeterFactory? factory)
    {
        _meter = factory?.Create(SegStreamDiagnostics.MeterName) ?? new Meter(SegStreamDiagnostics.MeterName);
        _meter.CreateObservableUpDownCounter("segstream.streams.active", () => Observe(static endpoint => endpoint.Active), "{stream}", "Streams that are open.");
        _meter.CreateObservableCounter("segstream.streams.completed", ObserveCompleted, "{stream}", "Streams that have ended.");
        _refused = _meter.CreateCounter<long>("segstream.streams.refused", "{stream}", "Requests that were refused before their stream began.");
        _durations = Histogram("segstream.stream.duration", "Time from the start of a stream to its end.", DurationBuckets);
        Count("segstream.events.sent", "{event}", "Events that were written to connections.", static reading => reading.Events);
        Count("segstream.events.dropped", "{event}", "Events that were accepted and not delivered, because of the overflow policy or the stream's end.", static reading => reading.Dropped);
        Count("segstream.bytes.sent", "By", "Bytes of bodies that were written to connections.", static reading => reading.Bytes);
        Count("segstream.gaps.sent", "{gap}", "Notices that told a client of events it will not get.", static reading => reading.Gaps);
        Count("segstream.gaps.events", "{event}", "Events that these notices told of.", static reading => reading.GapEvents);
        _meter.CreateObservableUpDownCounter("segstream.queue.length", () => Observe(static endpoint => endpoint.Read().Queued), "{event}", "Events that wait in the queues of open streams.");
        _meter.CreateObservableGauge("segstream.queue.longest", () => Observe(static endpoint => endpoint.Read().LongestQueue), "{event}", "Events that wait in the longest queue of an open stream.");
        _meter.CreateObservableUpDownCounter("segstream.writes.pending", () => Observe(static endpoint => endpoint.Read().PendingWrites), "{write}", "Writes that wait for a client to read.");
        _flushes = Histogram("segstream.flush.duration", "Time from the flush of a batch to the moment at which the next one may be written.", FlushBuckets);
    }

    /// <summary>All endpoints that have had a stream.</summary>
    public IEnumerable<EndpointMetrics> Endpoints => _endpoints.Values;

    /// <summary>The books of an endpoint.</summary>
    /// <param name="endpoint">Its name. It becomes a tag, so it must not come from a request.</param>
    /// <param name="mode">The mode of its streams.</param>
    public EndpointMetrics Of(string endpoint, StreamMode mode) =>
        _endpoints.GetOrAdd((endpoint, mode), static (key, metrics) => new EndpointMetrics(key.Endpoint, key.Mode, metrics._flushes, metrics._durations, metrics.ListenerFailed), this);

    /// <summary>Counts a request that was refused before its stream began.</summary>
    /// <param name="endpoint">The endpoint's name.</param>
    /// <param name="mode">The mode of its streams.</param>
    /// <param name="reason">One of a few constants of <see cref="MetricTags"/>.</param>
    public void Refused(string endpoint, StreamMode mode, string reason)
    {
        if (!_refused.Enabled)
        {
            return;
        }

        try
        {
            _refused.Add(1, new(MetricTags.Endpoint, endpoint), new(MetricTags.Mode, MetricTags.Of(mode)), new(MetricTags.RefusalReason, reason));
        }
        catch (Exception exception)
        {
            ListenerFailed(exception);
        }
    }

    /// <summary>Says who is told of the first exception of a listener. Only of that one: a listener that is broken may throw at every flush.</summary>
    public void TellOfFailures(Action<Exception> tell) => Volatile.Write(ref _tellOfFailure, tell);

    public void Dispose() => _meter.Dispose();

    private void ListenerFailed(Exception exception) => Interlocked.Exchange(ref _tellOfFailure, null)?.Invoke(exception);

    private Histogram<double> Histogram(string name, string description, double[] buckets) =>
        _meter.CreateHistogram(name, "s", description, tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = buckets });

    private void Count(string name, string unit, string description, Func<StreamReading, long> figure) =>
        _meter.CreateObservableCounter(name, () => Observe(endpoint => figure(endpoint.Read())), unit, description);

    private IEnumerable<Measurement<long>> Observe(Func<EndpointMetrics, long> figure)
    {
        foreach (var endpoint in Endpoints)
        {
            yield return new Measurement<long>(figure(endpoint), endpoint.EndpointTag, endpoint.ModeTag);
        }
    }

    private IEnumerable<Measurement<long>> ObserveCompleted()
    {
        foreach (var endpoint in Endpoints)
        {
            foreach (var reason in Enum.GetValues<CompletionReason>())
            {
                // A series begins when there is something to tell: nine reasons for each endpoint would mostly be zeros.
                if (endpoint.Completed(reason) is > 0 and var completed)
                {
                    yield return new Measurement<long>(completed, endpoint.EndpointTag, endpoint.ModeTag, new(MetricTags.CompletionReason, MetricTags.Of(reason)));
                }
            }
        }
    }
}
