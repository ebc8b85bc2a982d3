namespace SegStream.Delivery;

/// <summary>Something that a <see cref="TimerWheel"/> calls when its time has come. The links belong to the wheel.</summary>
internal abstract class TimerWheelEntry
{
    internal TimerWheelEntry? Next;
    internal TimerWheelEntry? Previous;
    internal long DueTick;
    internal int Slot = -1;

    /// <summary>Called on the timer's thread, outside of the wheel's lock; it must be short and must not run code of the application.</summary>
    /// <param name="tick">The wheel's time.</param>
    /// <returns>The tick at which to call again, or a number not above <paramref name="tick"/> for never.</returns>
    public abstract long OnDue(long tick);
}
