namespace SegStream.Channels;

/// <summary>
/// Who may take events out of a channel that drops: its reader, or for a moment a sender that makes room. Held for a few instructions per event, never while
/// anything is written to a client. Not reentrant.
/// </summary>
internal struct ReadingTurn
{
    private int _taken;

    /// <summary>Takes the turn if nobody has it.</summary>
    public bool TryTake() =>
        // The look first keeps the line shared while somebody has the turn. Full fence; pairs with the release in Give: what the last one did to the queue's head is seen.
        Volatile.Read(ref _taken) == 0 && Interlocked.CompareExchange(ref _taken, 1, 0) == 0;

    /// <summary>Waits for the turn.</summary>
    public void Take()
    {
        SpinWait spin = default;
        while (!TryTake())
        {
            // Without the sleep of a millisecond that a spin ends in by default: whoever has the turn needs far less.
            spin.SpinOnce(sleep1Threshold: -1);
        }
    }

    /// <summary>Gives the turn back.</summary>
    public void Give() =>
        // Release; pairs with the exchange in TryTake.
        Volatile.Write(ref _taken, 0);
}
