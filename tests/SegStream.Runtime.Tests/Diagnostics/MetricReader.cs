using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using SegStream.Runtime.Tests.Hosting;

namespace SegStream.Runtime.Tests.Diagnostics;

/// <summary>Listens to the meter of one application, as an exporter does.</summary>
internal sealed class MetricReader : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly Lock _lock = new();
    private readonly List<Sample> _recorded = [];
    private List<Sample>? _collected;

    public MetricReader(StreamingApp app)
        : this(app.App.Services.GetRequiredService<IMeterFactory>())
    {
    }

    /// <param name="scope">The factory of the application's meters.</param>
    /// <param name="names">The instruments to listen to; all of them when none is given.</param>
    public MetricReader(object scope, params string[] names)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, scope) && instrument.Meter.Name == SegStreamDiagnostics.MeterName && (names.Length == 0 || names.Contains(instrument.Name)))
            {
                lock (_lock)
                {
                    Instruments.Add(instrument);
                }

                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    public List<Instrument> Instruments { get; } = [];

    /// <summary>What was recorded so far by instruments that are not observed.</summary>
    public IReadOnlyList<Sample> Recorded
    {
        get
        {
            lock (_lock)
            {
                return [.. _recorded];
            }
        }
    }

    /// <summary>Asks the observed instruments. For one thread at a time.</summary>
    public IReadOnlyList<Sample> Collect()
    {
        lock (_lock)
        {
            _collected = [];
        }

        _listener.RecordObservableInstruments();
        lock (_lock)
        {
            var collected = _collected;
            _collected = null;
            return collected;
        }
    }

    /// <summary>The sum of an observed instrument over all tags, or over those that hold a value.</summary>
    public long Sum(string name, string? tag = null) =>
        (long)Collect().Where(sample => sample.Name == name && (tag is null || sample.Tags.ContainsValue(tag))).Sum(sample => sample.Value);

    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var sample = new Sample(instrument.Name, value, new Dictionary<string, object?>(tags.ToArray()));
        lock (_lock)
        {
            (instrument.IsObservable && _collected is not null ? _collected : _recorded).Add(sample);
        }
    }

    internal sealed record Sample(string Name, double Value, Dictionary<string, object?> Tags);
}
