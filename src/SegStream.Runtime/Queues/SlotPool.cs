using System.Numerics;

namespace SegStream.Queues;

/// <summary>
/// Slots that no queue has, shared by all queues of an item type, behind the spare segments that each queue keeps for itself: what one queue needed for a burst serves the next one's, and the
/// short streams one after the other.
/// </summary>
/// <remarks>Arrays of cells that are emptied and filled by single exchanges: no lock, and nothing to be recycled too early. An array in the pool is empty: no item, no number.</remarks>
internal static class SlotPool<T>
{
    /// <summary>Arrays kept at most of each size; a power of two. 64 of 256 slots are 256 KB with references.</summary>
    private const int Cells = 64;

    /// <summary>Beyond this size arrays are left to the garbage collector.</summary>
    private const int MaxSlots = 1024;

    private static readonly QueueSlot<T>[]?[]?[] Sizes = new QueueSlot<T>[]?[]?[BitOperations.Log2(MaxSlots) + 1];

    /// <summary>Any thread: slots without items and numbers.</summary>
    public static QueueSlot<T>[] Rent(int slots)
    {
        if (slots <= MaxSlots && Volatile.Read(ref Sizes[BitOperations.Log2((uint)slots)]) is { } cells)
        {
            int start = Environment.CurrentManagedThreadId;
            for (int i = 0; i < Cells; i++)
            {
                ref QueueSlot<T>[]? cell = ref cells[(start + i) & (Cells - 1)];

                // The plain look first keeps an empty cell's line shared. Full fence; pairs with the exchange in Return.
                if (cell is not null && Interlocked.Exchange(ref cell, null) is { } pooled)
                {
                    Poison.CheckAndClear(pooled);
                    return pooled;
                }
            }
        }
        return new QueueSlot<T>[slots];
    }

    /// <summary>Any thread: takes slots that nobody will touch any more.</summary>
    public static void Return(QueueSlot<T>[] slots)
    {
        if (slots.Length > MaxSlots)
        {
            return;
        }

        // Numbers too: in another queue the old ones could be those that its consumer waits for.
        Array.Clear(slots);
        Poison.Fill(slots);
        QueueSlot<T>[]?[] cells = CellsFor(slots.Length);
        int start = Environment.CurrentManagedThreadId;
        for (int i = 0; i < Cells; i++)
        {
            ref QueueSlot<T>[]? cell = ref cells[(start + i) & (Cells - 1)];

            // Full fence; pairs with the exchange in Rent.
            if (cell is null && Interlocked.CompareExchange(ref cell, slots, null) is null)
            {
                return;
            }
        }
    }

    /// <summary>For tests: forgets what is in the pool.</summary>
    internal static void Clear() => Array.Clear(Sizes);

    private static QueueSlot<T>[]?[] CellsFor(int slots)
    {
        ref QueueSlot<T>[]?[]? size = ref Sizes[BitOperations.Log2((uint)slots)];

        // Acquire; pairs with the exchange below.
        if (Volatile.Read(ref size) is { } cells)
        {
            return cells;
        }

        // Full fence; pairs with the acquires here and in Rent.
        var made = new QueueSlot<T>[]?[Cells];
        return Interlocked.CompareExchange(ref size, made, null) ?? made;
    }
}
