using System.Runtime.CompilerServices;
using SegStream.Scheduling;

namespace SegStream;

/// <summary>
/// Stands in for <see cref="System.Threading.Volatile"/> in the linked rooms, because a name of an enclosing namespace goes before that of a using: every access is a place
/// where another thread can come in between.
/// </summary>
internal static class Volatile
{
    public static T Read<T>(ref readonly T location, [CallerArgumentExpression(nameof(location))] string what = "")
    {
        if (Participant.Current is not { } participant)
        {
            return ReadNow(in location);
        }

        participant.Before(Access.Read, what);
        if (typeof(T) == typeof(long) && participant.TryReadOwnStore(ref Unsafe.As<T, long>(ref Unsafe.AsRef(in location)), out long stored))
        {
            return Unsafe.As<long, T>(ref stored);
        }
        return ReadNow(in location);
    }

    public static void Write<T>(ref T location, T value, [CallerArgumentExpression(nameof(location))] string what = "")
    {
        if (Participant.Current is not { } participant)
        {
            WriteNow(ref location, value);
            return;
        }

        participant.Before(Access.Write, what);
        if (typeof(T) == typeof(long) && participant.TryDelayStore(ref Unsafe.As<T, long>(ref location), Unsafe.As<T, long>(ref value), what))
        {
            return;
        }

        // Stores stay in order among themselves, as on any machine that this would run on with release stores.
        participant.FlushOwnStores();
        WriteNow(ref location, value);
        participant.After(Access.Write, what);
    }

    // A full fence each: in the runs with real threads the point is the interleaving, and this is right for every type.
    private static T ReadNow<T>(ref readonly T location)
    {
        System.Threading.Interlocked.MemoryBarrier();
        return location;
    }

    private static void WriteNow<T>(ref T location, T value)
    {
        System.Threading.Interlocked.MemoryBarrier();
        location = value;
        System.Threading.Interlocked.MemoryBarrier();
    }
}
