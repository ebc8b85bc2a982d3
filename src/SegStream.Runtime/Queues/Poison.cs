namespace SegStream.Queues;

/// <summary>
/// For tests: slots that are out of use are marked, and looked at before they are used again. Whoever still wrote to them, or took them out of use while something in them was not yet taken, is found
/// out. On with the switch <c>SegStream.PoisonReturnedMemory</c> of <see cref="AppContext"/>, which is read once; where it is off, the compiler leaves the calls out.
/// </summary>
internal static class Poison
{
    /// <summary>No ticket has this number: tickets are not negative.</summary>
    internal const long Mark = unchecked((long)0xDEAD_5107_DEAD_5107);

    internal static readonly bool IsOn = AppContext.TryGetSwitch("SegStream.PoisonReturnedMemory", out bool on) && on;

    /// <summary>A segment that the consumer has left: all of it must have been published and taken.</summary>
    public static void FillSpent<T>(QueueSegment<T> segment)
    {
        if (!IsOn)
        {
            return;
        }
        for (int i = 0; i < segment.Slots.Length; i++)
        {
            ThrowUnless(segment.Slots[i].Sequence == segment.Base + i + 1, "A segment was left by the consumer before all of it was published.");
            ThrowUnless(HasNoReference(segment.Slots[i]), "A segment was left by the consumer before all of it was taken.");
        }
        Fill(segment.Slots);
    }

    /// <summary>Slots that go out of use.</summary>
    public static void Fill<T>(QueueSlot<T>[] slots)
    {
        if (!IsOn)
        {
            return;
        }
        foreach (ref QueueSlot<T> slot in slots.AsSpan())
        {
            slot.Sequence = Mark;
        }
    }

    /// <summary>Slots that are used again.</summary>
    public static void Check<T>(QueueSlot<T>[] slots)
    {
        if (!IsOn)
        {
            return;
        }
        foreach (ref readonly QueueSlot<T> slot in slots.AsSpan())
        {
            ThrowUnless(slot.Sequence == Mark && HasNoReference(slot), "Slots that were out of use have been written to.");
        }
    }

    /// <summary>Slots that are used again, by a queue that may wait for any number.</summary>
    public static void CheckAndClear<T>(QueueSlot<T>[] slots)
    {
        if (!IsOn)
        {
            return;
        }
        Check(slots);
        Array.Clear(slots);
    }

    private static bool HasNoReference<T>(in QueueSlot<T> slot) => typeof(T).IsValueType || slot.Item is null;

    private static void ThrowUnless(bool holds, string message)
    {
        if (!holds)
        {
            throw new InvalidOperationException(message);
        }
    }
}
