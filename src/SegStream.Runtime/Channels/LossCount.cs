namespace SegStream.Channels;

/// <summary>
/// How many accepted events a channel has dropped. It is closed when its stream is over, so that the last number is exact: a send whose event can no longer be
/// counted is refused instead.
/// </summary>
/// <remarks>The close is the sign bit, as in the queue's tickets: it has one place among the counts.</remarks>
internal struct LossCount
{
    private const long ClosedBit = long.MinValue;

    private long _count;
    private long _final;

    /// <summary>Whoever has the reading turn: the number until now.</summary>
    public long Value
    {
        get
        {
            // Acquire; the turn orders it against the other holders' changes, and the close pairs with TryAdd.
            long count = Volatile.Read(ref _count);
            return count >= 0 ? count : Volatile.Read(ref _final);
        }
    }

    /// <summary>Any thread: counts dropped events.</summary>
    /// <returns>False when the count is closed.</returns>
    public bool TryAdd(long dropped) =>
        // Full fence, and one place among the counts; pairs with the close: what is added after it is refused.
        Interlocked.Add(ref _count, dropped) > 0;

    /// <summary>Whoever has the reading turn: closes the count.</summary>
    /// <returns>The last number.</returns>
    public long Close()
    {
        // Full fence; pairs with the addition in TryAdd.
        long count = Interlocked.Or(ref _count, ClosedBit);
        if (count >= 0)
        {
            Volatile.Write(ref _final, count);
        }
        return Volatile.Read(ref _final);
    }
}
