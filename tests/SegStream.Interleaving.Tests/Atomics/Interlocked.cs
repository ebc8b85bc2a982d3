using System.Runtime.CompilerServices;
using SegStream.Scheduling;

namespace SegStream;

/// <summary>Stands in for <see cref="System.Threading.Interlocked"/> in the linked rooms; see <see cref="Volatile"/>.</summary>
internal static class Interlocked
{
    public static long Increment(ref long location, [CallerArgumentExpression(nameof(location))] string what = "")
    {
        Begin(what);
        long result = System.Threading.Interlocked.Increment(ref location);
        End(what);
        return result;
    }

    public static long Add(ref long location, long value, [CallerArgumentExpression(nameof(location))] string what = "")
    {
        Begin(what);
        long result = System.Threading.Interlocked.Add(ref location, value);
        End(what);
        return result;
    }

    public static long Or(ref long location, long value, [CallerArgumentExpression(nameof(location))] string what = "")
    {
        Begin(what);
        long result = System.Threading.Interlocked.Or(ref location, value);
        End(what);
        return result;
    }

    public static T Exchange<T>(ref T location, T value, [CallerArgumentExpression(nameof(location))] string what = "")
    {
        Begin(what);
        T result = System.Threading.Interlocked.Exchange(ref location, value);
        End(what);
        return result;
    }

    public static T CompareExchange<T>(ref T location, T value, T comparand, [CallerArgumentExpression(nameof(location))] string what = "")
    {
        Begin(what);
        T result = System.Threading.Interlocked.CompareExchange(ref location, value, comparand);
        End(what);
        return result;
    }

    public static void MemoryBarrier()
    {
        Begin(nameof(MemoryBarrier));
        System.Threading.Interlocked.MemoryBarrier();
        End(nameof(MemoryBarrier));
    }

    public static void MemoryBarrierProcessWide()
    {
        if (Participant.Current is not { } participant)
        {
            System.Threading.Interlocked.MemoryBarrierProcessWide();
            return;
        }

        participant.Before(Access.Exchange, nameof(MemoryBarrierProcessWide));
        participant.FlushAllStores();
        participant.After(Access.Exchange, nameof(MemoryBarrierProcessWide));
    }

    private static void Begin(string what)
    {
        if (Participant.Current is { } participant)
        {
            participant.Before(Access.Exchange, what);
            participant.FlushOwnStores();
        }
    }

    private static void End(string what) => Participant.Current?.After(Access.Exchange, what);
}
