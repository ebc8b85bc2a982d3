namespace SegStream.Delivery;

/// <summary>The time limits of one stream in ticks of the <see cref="TimerWheel"/>; 0 means none.</summary>
internal readonly record struct PumpLimits(long Heartbeat, long IdleTimeout, long MaxDuration, long WriteTimeout)
{
    public static PumpLimits From(TimeSpan? heartbeat, TimeSpan? idleTimeout, TimeSpan? maxDuration, TimeSpan? writeTimeout) =>
        new(Ticks(heartbeat), Ticks(idleTimeout), Ticks(maxDuration), Ticks(writeTimeout));

    private static long Ticks(TimeSpan? duration) => duration is { } value ? TimerWheel.TicksOf(value) : 0;
}
