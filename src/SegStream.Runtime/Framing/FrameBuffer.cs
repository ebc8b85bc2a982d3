using System.Buffers;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.InteropServices;

namespace SegStream.Framing;

/// <summary>
/// One contiguous buffer for the frames of a batch, so that a batch is one write into the response. Its array comes at the first write and goes back with
/// <see cref="Release"/>: an idle stream holds none. It is the memory of the <see cref="Lender"/>, where there is one and it has enough in one piece, so that the batch is where it has to be when it is
/// formatted; else it is an array of the shared pool, whose bytes are copied. For one thread at a time.
/// </summary>
/// <remarks>Lent memory is advanced over only by <see cref="MoveTo"/>: until then everything in it can be taken back, as in an array.</remarks>
internal sealed class FrameBuffer : IBufferWriter<byte>, IDisposable
{
    private const int InitialSize = 4096;

    /// <summary>Larger arrays are not worth keeping: they are for single events, and a pool would hold them for long.</summary>
    private const int LargestPooled = 1 << 20;

    /// <summary>What a buffer keeps from one batch to the next; a batch is rarely much larger than 32 KB.</summary>
    private const int LargestKept = 128 * 1024;

    /// <summary>How much larger than the frame the buffer may get: serializers reserve three bytes for each character, and other frames stand before it.</summary>
    private const int Reserve = 4;

    /// <summary>Less is not asked of a lender: what is left of a block of its own may be too small for one event.</summary>
    private const int LeastLent = 1024;

    /// <summary>More is not asked of a lender, who may keep it for as long as its client does not read.</summary>
    private const int MostLent = (256 * 1024) - 64;

    private byte[] _array = [];

    // The part of the array that is the buffer's; all of it, unless it is lent.
    private int _start;
    private int _position;
    private int _end;
    private bool _isLent;

    /// <summary>Bytes written and not yet truncated or reset.</summary>
    public int Length => _position - _start;

    /// <summary>Size of the array that is rented now; 0 when none is.</summary>
    public int Capacity => _end - _start;

    /// <summary>Whether the memory is the lender's now.</summary>
    public bool IsLent => _isLent;

    /// <summary>What was written. Valid until the next write, <see cref="MoveTo"/>, <see cref="Release"/> or <see cref="Dispose"/>.</summary>
    public ReadOnlySpan<byte> WrittenSpan => _array.AsSpan(_start, Length);

    /// <inheritdoc cref="WrittenSpan"/>
    public ReadOnlyMemory<byte> WrittenMemory => _array.AsMemory(_start, Length);

    /// <summary>
    /// The writer for which everything is that is written from an empty buffer on. Null when bytes may have to stay here over a flush, and where foreign code runs between a write and <see cref="MoveTo"/>: a flush by
    /// anybody else would take the memory back.
    /// </summary>
    public IBufferWriter<byte>? Lender { get; set; }

    /// <summary>Most bytes that one frame may have. The buffer refuses to grow far beyond it; whether a frame that fits is too large, its writer sees at the end.</summary>
    public int FrameLimit { get; set; } = int.MaxValue;

    /// <summary>About the length of the last batches; a lender is asked for so much.</summary>
    public int ExpectedLength { get; set; }

    /// <summary>The exception for a frame that is too large.</summary>
    public static InvalidOperationException FrameTooLarge(int limit) => new(
        string.Create(CultureInfo.InvariantCulture, $"An event has more bytes on the wire than MaxFrameBytes allows, which is {limit}. Send less in one event, or raise MaxFrameBytes."));

    /// <summary>Appends bytes.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _end - _position)
        {
            Grow(bytes.Length);
        }

        bytes.CopyTo(_array.AsSpan(_position));
        _position += bytes.Length;
    }

    /// <summary>Appends one byte.</summary>
    public void Write(byte value)
    {
        if (_position == _end)
        {
            Grow(1);
        }

        _array[_position++] = value;
    }

    /// <inheritdoc/>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _end - _position);
        _position += count;
    }

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Ensure(sizeHint);
        return _array.AsMemory(_position, _end - _position);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Ensure(sizeHint);
        return _array.AsSpan(_position, _end - _position);
    }

    /// <summary>Written bytes from a position on, to be patched in place.</summary>
    public Span<byte> From(int start) => _array.AsSpan(_start + start, Length - start);

    /// <summary>Forgets everything after the first <paramref name="length"/> bytes, as to roll back a half-written frame.</summary>
    public void Truncate(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Length);
        _position = _start + length;
    }

    /// <summary>Takes bytes out; those behind them move to their place.</summary>
    public void Remove(int start, int count)
    {
        var from = From(start);
        from[count..].CopyTo(from);
        _position -= count;
    }

    /// <summary>Takes bytes from the beginning and writes them to a writer, the lender where there is one. In lent memory they stand where they have to; then it must be all of them.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="count">How many bytes.</param>
    /// <param name="inBlocks">Whether the writer gets what it has to copy in blocks of its own size and not in one piece.</param>
    public void MoveTo(IBufferWriter<byte> writer, int count, bool inBlocks = false)
    {
        ExpectedLength = Math.Max(count, ExpectedLength - (ExpectedLength / 8));
        if (_isLent)
        {
            Debug.Assert(count == Length && ReferenceEquals(writer, Lender), "Lent memory is given back to its owner, once.");
            Forget();
            if (count > 0)
            {
                writer.Advance(count);
            }

            return;
        }

        if (inBlocks)
        {
            writer.Write(WrittenSpan[..count]);
        }
        else
        {
            CopyTo(writer, WrittenSpan[..count]);
        }

        Remove(0, count);
        if (Length == 0 && Lender is not null)
        {
            Release();
        }

        Trim();
    }

    /// <summary>Gives up the array of an empty buffer if it has grown for a single large event.</summary>
    public void Trim()
    {
        if (Length == 0 && Capacity > LargestKept)
        {
            Release();
        }
    }

    /// <summary>Forgets what was written and keeps the array for the next batch.</summary>
    public void Reset() => _position = _start;

    /// <summary>Forgets what was written and gives the array back to the pool. The buffer can be written to again.</summary>
    public void Release()
    {
        var (array, isLent) = (_array, _isLent);
        Forget();
        if (!isLent)
        {
            Return(array);
        }
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
        if (Math.Max(sizeHint, 1) > _end - _position)
        {
            Grow(Math.Max(sizeHint, 1));
        }
    }

    /// <summary>In one piece where that is not too large: a server takes locks and writes a header for each.</summary>
    private static void CopyTo(IBufferWriter<byte> writer, ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return;
        }

        var memory = bytes.Length <= MostLent ? writer.GetSpan(bytes.Length) : default;
        if (memory.Length >= bytes.Length)
        {
            bytes.CopyTo(memory);
            writer.Advance(bytes.Length);
        }
        else
        {
            // Kestrel gives less than it is asked for when it has lent memory before over which nobody has advanced.
            writer.Write(bytes);
        }
    }

    private void Forget()
    {
        _array = [];
        _start = _position = _end = 0;
        _isLent = false;
    }

    private void Grow(int needed)
    {
        if (_array.Length == 0 && Lender is { } lender && TryBorrow(lender, needed))
        {
            return;
        }

        var required = (long)Length + needed;
        if (required > LargestPooled && required > (long)FrameLimit * Reserve)
        {
            throw FrameTooLarge(FrameLimit);
        }

        if (required > Array.MaxLength)
        {
            ThrowTooLarge(required);
        }

        // Doubling keeps the copying linear in the size of the batch.
        var size = (int)Math.Min(Math.Max(required, Math.Max(InitialSize, Capacity * 2L)), Array.MaxLength);
        var grown = Rent(size);
        var length = Length;
        WrittenSpan.CopyTo(grown);
        ExpectedLength = (int)Math.Max(ExpectedLength, Math.Min(required, MostLent));
        Release();
        (_array, _position, _end) = (grown, length, grown.Length);
    }

    /// <summary>Asks the lender for memory that is enough for a batch like the last ones.</summary>
    private bool TryBorrow(IBufferWriter<byte> lender, int needed)
    {
        if (needed > MostLent)
        {
            return false;
        }

        Memory<byte> memory;
        try
        {
            memory = lender.GetMemory(Math.Max(needed, Math.Clamp(ExpectedLength + (ExpectedLength / 4), LeastLent, MostLent)));
        }
        catch (Exception)
        {
            // What is wrong with the writer is the business of whoever writes to it; a frame can be made all the same.
            return false;
        }

        // Less than was asked for comes from Kestrel when it has lent memory before over which nobody has advanced.
        if (!MemoryMarshal.TryGetArray<byte>(memory, out var lent) || lent.Count < needed)
        {
            return false;
        }

        (_array, _start, _position, _end) = (lent.Array!, lent.Offset, lent.Offset, lent.Offset + Math.Min(lent.Count, MostLent));
        _isLent = true;
        return true;
    }

    [DoesNotReturn]
    private static void ThrowTooLarge(long required) =>
        throw new InvalidOperationException($"The frames of one batch need {required} bytes; at most {Array.MaxLength} fit in one buffer.");
}
