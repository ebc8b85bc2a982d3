namespace SegStream.Delivery;

/// <summary>
/// How often a pump may be run by its senders: once in an <see cref="Interval"/>, and a few times in a row after a rest. Wake-ups that keep coming closer together than that
/// show that the stream is busy, and a sender then has something better to do than to write. Not for use by several threads at once.
/// </summary>
/// <remarks>
/// The few in a row are for producers that make several events when they wake: for one wake-up by the pool its workers spin longer than all of those writes take.
/// A wake-up that is refused takes what was saved up with it, so that a busy stream stays with the pool until it rests.
/// </remarks>
internal struct InlineAllowance(long now)
{
    /// <summary>What one run by a sender has to be apart from the next one, in the long run.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMicroseconds(20);

    /// <summary>Runs that a pump at rest has saved up.</summary>
    public const int InARow = 8;

    // When everything will be saved up again: each run takes an interval. One number is all that a stream keeps.
    private long _fullAt = now;

    /// <summary>Asks for one run.</summary>
    /// <param name="now">The timestamp.</param>
    /// <param name="interval"><see cref="Interval"/> in the units of the timestamp.</param>
    public bool TryTake(long now, long interval)
    {
        var fullAt = Math.Max(_fullAt, now);
        var isGranted = fullAt - now <= (InARow - 1) * interval;
        _fullAt = isGranted ? fullAt + interval : now + (InARow * interval);
        return isGranted;
    }
}
