namespace SegStream.Channels;

/// <summary>How many events a channel holds before senders are turned away or have to wait.</summary>
/// <param name="Capacity">Events at which the queue is full. At least 1.</param>
/// <param name="HighWatermark">Events from which <c>SendAsync</c> waits. Above <paramref name="LowWatermark"/>, up to <paramref name="Capacity"/>.</param>
/// <param name="LowWatermark">Events to which the queue must fall before waiting senders go on. 0 or more.</param>
/// <param name="Overflow">What happens at the capacity. The watermarks mean something with <see cref="OverflowPolicy.Wait"/> only.</param>
internal readonly record struct ChannelLimits(int Capacity, int HighWatermark, int LowWatermark, OverflowPolicy Overflow = OverflowPolicy.Wait)
{
    /// <summary>Checks the ranges above.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Capacity, 1, nameof(Capacity));
        ArgumentOutOfRangeException.ThrowIfNegative(LowWatermark, nameof(LowWatermark));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(HighWatermark, LowWatermark, nameof(HighWatermark));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(HighWatermark, Capacity, nameof(HighWatermark));
    }
}
