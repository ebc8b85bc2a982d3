using System.Diagnostics;
using SegStream.Diagnostics;

namespace SegStream.Delivery;

/// <content>What others can see of a running stream. Nothing is kept for it that the pump does not need itself.</content>
internal sealed partial class StreamPump<T> : IObservedStream
{
    /// <summary>A write that waits longer than this for its client is written down in the stream's activity.</summary>
    private static readonly long StallTicks = TimerWheel.TicksOf(TimeSpan.FromSeconds(1));

    private const long NotMeasured = long.MinValue;

    /// <summary>Where flushes are recorded, if anywhere.</summary>
    public EndpointMetrics? Metrics => _setup.Metrics;

    /// <summary>The stream's activity, if somebody traces it.</summary>
    public Activity? Activity
    {
        get => _incidents?.Activity;
        set
        {
            if (value is not null)
            {
                Incidents.Activity = value;
            }
        }
    }

    IObservedStream? IObservedStream.Next { get; set; }

    IObservedStream? IObservedStream.Previous { get; set; }

    TimeSpan? IObservedStream.WriteAge =>
        Volatile.Read(ref _flushingSinceTick) is >= 0 and var since ? TimerWheel.TickLength * (Wheel.CurrentTick - since) : null;

    StreamReading IObservedStream.Read()
    {
        var feed = Volatile.Read(ref _feed);
        var incidents = Volatile.Read(ref _incidents);
        var queued = _source.Queued + (feed?.Waiting ?? 0);
        return new StreamReading
        {
            Events = Volatile.Read(ref _sent),
            Bytes = Volatile.Read(ref _bytes),
            Dropped = _source.Dropped + (feed?.Dropped ?? 0) + (incidents is null ? 0 : Volatile.Read(ref incidents.Discarded)),
            Gaps = incidents is null ? 0 : Volatile.Read(ref incidents.Gaps),
            GapEvents = incidents is null ? 0 : Volatile.Read(ref incidents.GapEvents),
            Queued = queued,
            LongestQueue = queued,
            PendingWrites = Volatile.Read(ref _flushingSinceTick) == NotFlushing ? 0 : 1,
        };
    }

    private long BeginFlush() => Metrics is { MeasuresFlushes: true } ? Wheel.Timestamp : NotMeasured;

    private void EndFlush(long began)
    {
        if (began != NotMeasured)
        {
            Metrics!.Flushed(Wheel.ElapsedSince(began));
        }
    }

    private void CountGap(long events)
    {
        var incidents = Incidents;
        Volatile.Write(ref incidents.Gaps, incidents.Gaps + 1);
        Volatile.Write(ref incidents.GapEvents, incidents.GapEvents + events);
        if (Activity is { } activity)
        {
            StreamTracing.Gap(activity, events);
        }
    }

    private void TraceStall(long since)
    {
        if (Activity is { } activity && Wheel.CurrentTick - since is var ticks && ticks >= StallTicks)
        {
            StreamTracing.Stall(activity, TimerWheel.TickLength * ticks);
        }
    }
}
