using System.Diagnostics.Metrics;

namespace SegStream.Diagnostics;

/// <summary>The instruments of the meter <c>SegStream</c>.</summary>
internal sealed class StreamMetrics : IDisposable
{
    public const string MeterName = "SegStream";

    private readonly Meter _meter;
    private readonly UpDownCounter<long> _active;
    private readonly Counter<long> _completed;
    private readonly Counter<long> _events;
    private readonly Counter<long> _dropped;
    private readonly Counter<long> _bytes;

    public StreamMetrics(IMeterFactory? factory)
    {
        _meter = factory?.Create(MeterName) ?? new Meter(MeterName);
        _active = _meter.CreateUpDownCounter<long>("segstream.streams.active", "{stream}", "Streams that are open now.");
        _completed = _meter.CreateCounter<long>("segstream.streams.completed", "{stream}", "Streams that have ended, by reason.");
        _events = _meter.CreateCounter<long>("segstream.events.sent", "{event}", "Events of ended streams that were written to clients.");
        _dropped = _meter.CreateCounter<long>("segstream.events.dropped", "{event}", "Events of ended streams that were accepted and not delivered, because of their overflow policy or their end.");
        _bytes = _meter.CreateCounter<long>("segstream.bytes.sent", "By", "Bytes of ended streams that were written to clients.");
    }

    public void Opened(StreamMode mode) => _active.Add(1, Mode(mode));

    public void Completed(StreamMode mode, StreamCompletion completion)
    {
        var tag = Mode(mode);
        _active.Add(-1, tag);
        _completed.Add(1, tag, new KeyValuePair<string, object?>("reason", completion.Reason.ToString()));
        _events.Add(completion.EventsSent, tag);
        _dropped.Add(completion.EventsDropped, tag);
        _bytes.Add(completion.BytesSent, tag);
    }

    public void Dispose() => _meter.Dispose();

    private static KeyValuePair<string, object?> Mode(StreamMode mode) => new("mode", mode switch
    {
        StreamMode.Sse => "sse",
        StreamMode.Json => "json",
        StreamMode.Text => "text",
        StreamMode.Chunked => "chunked",
        _ => "binary",
    });
}
