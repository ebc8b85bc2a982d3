using SegStream.Channels;
using SegStream.Framing;

namespace SegStream.Sending;

/// <summary>Finds how the events of a type are told apart in streams with <see cref="OverflowPolicy.Coalesce"/>.</summary>
internal static class EventKeys
{
    /// <summary>Whether events of a type can have keys.</summary>
    public static bool Exist<T>() => Of<T>() is not null;

    /// <summary>What reads the keys in a channel with these limits; null where nothing is coalesced.</summary>
    public static Func<T, EventKey>? For<T>(ChannelLimits limits) => limits.Overflow == OverflowPolicy.Coalesce ? Of<T>() : null;

    private static Func<T, EventKey>? Of<T>()
    {
        if (typeof(T) == typeof(UnifiedEvent))
        {
            // An event's name is its case: for the case of a union, and for what is sent with a name.
            return (Func<T, EventKey>)(object)(Func<UnifiedEvent, EventKey>)(static value => Within(value.EventName, value.Value));
        }

        if (StreamEventUnions.TryGet<T>(out var union))
        {
            // What is no case of its union stands for itself; the formatter will refuse it.
            return value => value is not null && union.CaseOf(value) is >= 0 and var position ? Within(union.Cases[position].Name, union.PayloadOf(value)) : default;
        }

        return typeof(ICoalesceKey).IsAssignableFrom(typeof(T)) ? static value => Within(null, value) : null;
    }

    private static EventKey Within<TValue>(string? @case, TValue value)
    {
        if (value is not ICoalesceKey keyed)
        {
            return new EventKey(@case, null);
        }

        return keyed.GetCoalesceKey() is { } key ? new EventKey(@case, key) : default;
    }
}
