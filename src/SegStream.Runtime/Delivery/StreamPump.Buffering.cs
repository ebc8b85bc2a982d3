using System.IO.Pipelines;
using SegStream.Framing;

namespace SegStream.Delivery;

/// <content>The buffer of the batches, which is the stream's only while the pump runs or something is held back in it.</content>
internal sealed partial class StreamPump<T>
{
    /// <summary>For the pump alone, and null while the pump is parked with nothing in it, and after the last batch.</summary>
    private FrameBuffer _buffer = null!;
    private int _expectedBatch;

    /// <summary>For tests.</summary>
    internal bool HoldsBuffer => Volatile.Read(ref _buffer) is not null;

    /// <summary>
    /// Who lends the buffer its memory. From the second batch on frames are formatted where they have to be. What is held back needs memory that outlives a flush, and a sequence that is read in the middle of a batch
    /// may flush the response itself.
    /// </summary>
    private PipeWriter? Lender => _held is null && !_source.ProducesInRead && !IsInGroup ? _writer : null;

    // A broadcast makes a thousand streams write at once. Pieces larger than the server's blocks come from a pool that does not keep so many: measured, 20 to 26 bytes of garbage for an event and stream.
    private bool IsInGroup => Volatile.Read(ref _feed) is not null;

    private void TakeBuffer() => _buffer = SpareFrameBuffers.Take(Formatter.MaxFrameBytes, Lender, _expectedBatch);

    private void GiveBuffer()
    {
        var buffer = _buffer;
        _buffer = null!;
        _expectedBatch = buffer.ExpectedLength;
        SpareFrameBuffers.Give(buffer);
    }
}
