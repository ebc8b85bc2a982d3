using System.Buffers;
using System.IO.Pipelines;
using SegStream.Framing;

namespace SegStream.Hosting;

/// <summary>
/// Compresses what is written between two flushes and flushes the compressor with it, so that a client can read every event as soon as it was flushed. Write timeouts, back-pressure and aborts
/// are those of the response's own writer below it.
/// </summary>
internal sealed class CompressingWriter(PipeWriter response, BodyCompressor compressor) : PipeWriter, IDisposable
{
    private readonly FrameBuffer _plain = new();
    private bool _finished;

    /// <summary>Whether the next flush is the last one of a body that is complete.</summary>
    public bool EndsWithNextFlush { get; set; }

    /// <summary>Bytes that were given to the response.</summary>
    public long BytesWritten { get; private set; }

    public override Memory<byte> GetMemory(int sizeHint = 0) => _plain.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => _plain.GetSpan(sizeHint);

    public override void Advance(int bytes) => _plain.Advance(bytes);

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        if (_plain.Length > 0)
        {
            compressor.Write(_plain.WrittenSpan);
        }

        if (EndsWithNextFlush && !_finished)
        {
            _finished = true;
            compressor.Finish();
        }

        var packed = compressor.Output;
        response.Write(packed.WrittenSpan);
        BytesWritten += packed.Length;

        // A quiet stream has its compressor and no buffers.
        _plain.Release();
        packed.Release();
        return response.FlushAsync(cancellationToken);
    }

    public override void CancelPendingFlush() => response.CancelPendingFlush();

    public override void Complete(Exception? exception = null) => Dispose();

    /// <summary>Frees the compressor, whose memory the garbage collector does not see.</summary>
    public void Dispose()
    {
        compressor.Dispose();
        _plain.Dispose();
    }
}
