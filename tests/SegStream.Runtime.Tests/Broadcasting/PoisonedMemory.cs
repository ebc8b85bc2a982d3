using SegStream.Broadcasting;

namespace SegStream.Runtime.Tests.Broadcasting;

/// <summary>Fills what is given back with a pattern, checks that nobody writes to it afterwards, and hands it out again as soon as it can, so that a reader that should not be there reads the pattern.</summary>
internal sealed class PoisonedMemory : SegmentMemory
{
    public const byte Poison = 0xDB;

    private readonly Stack<byte[]> _returned = new();

    public int Rented { get; private set; }

    public int Returned { get; private set; }

    public override byte[] Rent(int size)
    {
        lock (_returned)
        {
            Rented++;
            if (_returned.TryPop(out var array))
            {
                Assert.False(array.AsSpan().ContainsAnyExcept(Poison), "Somebody has written into memory that was given back.");
                if (array.Length >= size)
                {
                    return array;
                }
            }
        }

        return new byte[size];
    }

    public override void Return(byte[] array)
    {
        lock (_returned)
        {
            Returned++;
            array.AsSpan().Fill(Poison);
            _returned.Push(array);
        }
    }
}
