using System.Buffers;

namespace SegStream.Framing;

/// <summary>
/// Where arrays of frames go back to the shared pool. For tests they are first filled with a pattern and held back for a while: whoever still reads one sends the pattern, and one that somebody
/// still writes to is found when it leaves. On with the switch <c>SegStream.PoisonReturnedMemory</c> of <see cref="AppContext"/>, which is read once; where it is off, the compiler leaves it out.
/// </summary>
internal static class ReturnedArrays
{
    /// <summary>No byte of UTF-8 text begins with it twice in a row, so that it is seen in any text.</summary>
    internal const byte Mark = 0xDB;

    /// <summary>Arrays that are held back.</summary>
    private const int HeldBack = 64;

    internal static readonly bool ArePoisoned = AppContext.TryGetSwitch("SegStream.PoisonReturnedMemory", out bool on) && on;

    private static readonly Queue<byte[]> Held = new(HeldBack + 1);

    /// <summary>Gives an array back that nobody uses any more.</summary>
    /// <exception cref="InvalidOperationException">Poisoned: an array was written to after it was given back.</exception>
    public static void Return(byte[] array)
    {
        if (ArePoisoned)
        {
            HoldBack(array);
        }
        else
        {
            ArrayPool<byte>.Shared.Return(array);
        }
    }

    private static void HoldBack(byte[] array)
    {
        array.AsSpan().Fill(Mark);
        byte[] oldest;
        lock (Held)
        {
            Held.Enqueue(array);
            if (Held.Count <= HeldBack)
            {
                return;
            }
            oldest = Held.Dequeue();
        }

        if (oldest.AsSpan().ContainsAnyExcept(Mark))
        {
            throw new InvalidOperationException("Frames were written to an array that had been given back.");
        }
        ArrayPool<byte>.Shared.Return(oldest);
    }
}
