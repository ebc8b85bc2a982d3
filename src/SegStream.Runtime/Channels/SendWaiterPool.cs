namespace SegStream.Channels;

/// <summary>Waiters that are not in use, shared by all channels of an event type.</summary>
/// <remarks>An array of cells that are emptied and filled by single exchanges: no lock, no allocation, and nothing to be recycled too early.</remarks>
internal static class SendWaiterPool<T>
{
    /// <summary>Waiters kept at most; a power of two. A waiter is about 150 bytes.</summary>
    private const int Cells = 32;

    private static readonly SendWaiter<T>?[] Pool = new SendWaiter<T>?[Cells];

    public static SendWaiter<T>? Take()
    {
        int start = Environment.CurrentManagedThreadId;
        for (int i = 0; i < Cells; i++)
        {
            ref SendWaiter<T>? cell = ref Pool[(start + i) & (Cells - 1)];

            // The plain look first keeps an empty cell's line shared. Full fence; pairs with the exchange in Return.
            if (cell is not null && Interlocked.Exchange(ref cell, null) is { } waiter)
            {
                return waiter;
            }
        }
        return null;
    }

    public static void Return(SendWaiter<T> waiter)
    {
        int start = Environment.CurrentManagedThreadId;
        for (int i = 0; i < Cells; i++)
        {
            ref SendWaiter<T>? cell = ref Pool[(start + i) & (Cells - 1)];

            // Full fence; pairs with the exchange in Take.
            if (cell is null && Interlocked.CompareExchange(ref cell, waiter, null) is null)
            {
                return;
            }
        }
    }
}
