using System.Diagnostics.Metrics;

namespace SegStream.Soak.Books;

/// <summary>Reads the meter of the runtime, as a collector does.</summary>
internal sealed class StreamMeter : IDisposable
{
    private readonly MeterListener _listener;
    private readonly Dictionary<string, long> _totals = [];

    public StreamMeter()
    {
        _listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name == SegStreamDiagnostics.MeterName && instrument.IsObservable)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => _totals[instrument.Name] = _totals.GetValueOrDefault(instrument.Name) + value);
        _listener.Start();
    }

    public MeterTotals Read()
    {
        lock (_totals)
        {
            _totals.Clear();
            _listener.RecordObservableInstruments();
            return new MeterTotals(
                Of("segstream.streams.active"),
                Of("segstream.streams.completed"),
                Of("segstream.events.sent"),
                Of("segstream.events.dropped"),
                Of("segstream.queue.length"),
                Of("segstream.writes.pending"));
        }

        long Of(string name) => _totals.GetValueOrDefault(name);
    }

    public void Dispose() => _listener.Dispose();
}
