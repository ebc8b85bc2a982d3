using System.Buffers;

namespace SegStream.Broadcasting;

/// <summary>Where segments get their bytes from, and give them back to once no reader can reach them any more.</summary>
internal class SegmentMemory
{
    public static readonly SegmentMemory Shared = new();

    /// <summary>An array of at least a size, with anything in it.</summary>
    public virtual byte[] Rent(int size) => ArrayPool<byte>.Shared.Rent(size);

    /// <summary>Takes an array that nobody reads or writes any more.</summary>
    public virtual void Return(byte[] array) => ArrayPool<byte>.Shared.Return(array);
}
