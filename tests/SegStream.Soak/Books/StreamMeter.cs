using System.Diagnostics.Metrics;

namespace SegStream.Soak.Books;

/// <summary>Adds up what the meter of the runtime says.</summary>
internal sealed class StreamMeter : IDisposable
{
    private readonly MeterListener _listener;
    private long _active;
    private long _completed;
    private long _sent;
    private long _dropped;

    public StreamMeter()
    {
        _listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name == "SegStream")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => Add(instrument.Name, value));
        _listener.Start();
    }

    public long Active => Interlocked.Read(ref _active);

    public long Completed => Interlocked.Read(ref _completed);

    public long Sent => Interlocked.Read(ref _sent);

    public long Dropped => Interlocked.Read(ref _dropped);

    public void Dispose() => _listener.Dispose();

    private void Add(string name, long value)
    {
        switch (name)
        {
            case "segstream.streams.active":
                Interlocked.Add(ref _active, value);
                break;
            case "segstream.streams.completed":
                Interlocked.Add(ref _completed, value);
                break;
            case "segstream.events.sent":
                Interlocked.Add(ref _sent, value);
                break;
            case "segstream.events.dropped":
                Interlocked.Add(ref _dropped, value);
                break;
        }
    }
}
