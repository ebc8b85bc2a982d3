using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace SegStream.Framing;

/// <summary>
/// One contiguous buffer for the frames of a batch, so that a batch is one write into the response. Its array comes from the shared pool at the
/// first write and goes back with <see cref="Release"/>: an idle stream holds none. For one thread at a time.
/// </summary>
internal sealed class FrameBuffer : IBufferWriter<byte>, IDisposable
{
    private const int InitialSize = 4096;

    /// <summary>Larger arrays are not worth keeping: they are for single events, and a pool would hold them for long.</summary>
    private const int LargestPooled = 1 << 20;

    /// <summary>What a buffer keeps from one batch to the next; a batch is rarely much larger than 32 KB.</summary>
    private const int LargestKept = 128 * 1024;

    /// <summary>How much larger than the frame the buffer may get: serializers reserve three bytes for each character, and other frames stand before it.</summary>
    private const int Reserve = 4;

    private byte[] _array = [];
    private int _length;

    /// <summary>Bytes written and not yet truncated or reset.</summary>
    public int Length => _length;

    /// <summary>Size of the array that is rented now; 0 when none is.</summary>
    public int Capacity => _array.Length;

    /// <summary>What was written. Valid until the next write, <see cref="Release"/> or <see cref="Dispose"/>.</summary>
    public ReadOnlySpan<byte> WrittenSpan => _array.AsSpan(0, _length);

    /// <inheritdoc cref="WrittenSpan"/>
    public ReadOnlyMemory<byte> WrittenMemory => _array.AsMemory(0, _length);

    /// <summary>Most bytes that one frame may have. The buffer refuses to grow far beyond it; whether a frame that fits is too large, its writer sees at the end.</summary>
    public int FrameLimit { get; set; } = int.MaxValue;

    /// <summary>The exception for a frame that is too large.</summary>
    public static InvalidOperationException FrameTooLarge(int limit) => new(
        string.Create(CultureInfo.InvariantCulture, $"An event has more bytes on the wire than MaxFrameBytes allows, which is {limit}. Send less in one event, or raise MaxFrameBytes."));

    /// <summary>Appends bytes.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _array.Length - _length)
        {
            Grow(bytes.Length);
        }

        bytes.CopyTo(_array.AsSpan(_length));
        _length += bytes.Length;
    }

    /// <summary>Appends one byte.</summary>
    public void Write(byte value)
    {
        if (_length == _array.Length)
        {
            Grow(1);
        }

        _array[_length++] = value;
    }

    /// <inheritdoc/>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _array.Length - _length);
        _length += count;
    }

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Ensure(sizeHint);
        return _array.AsMemory(_length);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Ensure(sizeHint);
        return _array.AsSpan(_length);
    }

    /// <summary>Written bytes from a position on, to be patched in place.</summary>
    public Span<byte> From(int start) => _array.AsSpan(start, _length - start);

    /// <summary>Forgets everything after the first <paramref name="length"/> bytes, as to roll back a half-written frame.</summary>
    public void Truncate(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, _length);
        _length = length;
    }

    /// <summary>Takes bytes out; those behind them move to their place.</summary>
    public void Remove(int start, int count)
    {
        var rest = _array.AsSpan(start, _length - start)[count..];
        rest.CopyTo(_array.AsSpan(start));
        _length -= count;
    }

    /// <summary>Gives up the array of an empty buffer if it has grown for a single large event.</summary>
    public void Trim()
    {
        if (_length == 0 && _array.Length > LargestKept)
        {
            Release();
        }
    }

    /// <summary>Forgets what was written and keeps the array for the next batch.</summary>
    public void Reset() => _length = 0;

    /// <summary>Forgets what was written and gives the array back to the pool. The buffer can be written to again.</summary>
    public void Release()
    {
        var array = _array;
        _array = [];
        _length = 0;
        Return(array);
    }

    /// <inheritdoc cref="Release"/>
    public void Dispose() => Release();

    private static byte[] Rent(int size) => size <= LargestPooled ? ArrayPool<byte>.Shared.Rent(size) : GC.AllocateUninitializedArray<byte>(size);

    private static void Return(byte[] array)
    {
        if (array.Length is > 0 and <= LargestPooled)
        {
            ReturnedArrays.Return(array);
        }
    }

    private void Ensure(int sizeHint)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sizeHint);
        if (Math.Max(sizeHint, 1) > _array.Length - _length)
        {
            Grow(Math.Max(sizeHint, 1));
        }
    }

    private void Grow(int needed)
    {
        var required = (long)_length + needed;
        if (required > LargestPooled && required > (long)FrameLimit * Reserve)
        {
            throw FrameTooLarge(FrameLimit);
        }

        if (required > Array.MaxLength)
        {
            ThrowTooLarge(required);
        }

        // Doubling keeps the copying linear in the size of the batch.
        var size = (int)Math.Min(Math.Max(required, Math.Max(InitialSize, _array.Length * 2L)), Array.MaxLength);
        var grown = Rent(size);
        var outgrown = _array;
        outgrown.AsSpan(0, _length).CopyTo(grown);
        _array = grown;
        Return(outgrown);
    }

    [DoesNotReturn]
    private static void ThrowTooLarge(long required) =>
        throw new InvalidOperationException($"The frames of one batch need {required} bytes; at most {Array.MaxLength} fit in one buffer.");
}
