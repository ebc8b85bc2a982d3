namespace SegStream.Delivery;

/// <summary>How long the events of a stream may wait for one another.</summary>
/// <param name="Wheel">The clock of the waits: finer than the wheel of the time limits, and running only while something waits.</param>
/// <param name="BatchDelay">Time that an event may wait until its batch is full; zero when a batch is what is there at once.</param>
/// <param name="FlushInterval">Least time from one flush to the next; zero for none.</param>
internal readonly record struct StreamPace(TimerWheel Wheel, TimeSpan BatchDelay, TimeSpan FlushInterval)
{
    /// <summary>The step of the waits. A system's timers are not much finer, and a coarser one would be felt.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromMilliseconds(5);
}
