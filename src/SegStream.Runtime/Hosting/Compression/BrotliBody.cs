using System.Buffers;
using System.IO.Compression;
using SegStream.Framing;

namespace SegStream.Hosting;

/// <summary>Brotli (RFC 7932) with a flush behind each batch.</summary>
internal sealed class BrotliBody : BodyCompressor
{
    /// <summary>Qualities 0 and 1 forget everything at a flush, so that small events do not get smaller at all; above 5 the time grows faster than the gain.</summary>
    private const int Quality = 5;

    /// <summary>64 KB of history: with the 4 MB that are usual for files a stream would cost more than a megabyte.</summary>
    private const int WindowBits = 16;

    private const int Chunk = 4096;

    private BrotliEncoder _encoder = new(Quality, WindowBits);

    public override void Write(ReadOnlySpan<byte> bytes)
    {
        OperationStatus status;
        do
        {
            status = _encoder.Compress(bytes, Output.GetSpan(Chunk), out var consumed, out var written, isFinalBlock: false);
            Advance(status, written);
            bytes = bytes[consumed..];
        }
        while (status == OperationStatus.DestinationTooSmall || !bytes.IsEmpty);

        do
        {
            status = _encoder.Flush(Output.GetSpan(Chunk), out var written);
            Advance(status, written);
        }
        while (status == OperationStatus.DestinationTooSmall);
    }

    public override void Finish()
    {
        OperationStatus status;
        do
        {
            status = _encoder.Compress([], Output.GetSpan(Chunk), out _, out var written, isFinalBlock: true);
            Advance(status, written);
        }
        while (status == OperationStatus.DestinationTooSmall);
    }

    public override void Dispose()
    {
        _encoder.Dispose();
        base.Dispose();
    }

    private void Advance(OperationStatus status, int written)
    {
        if (status == OperationStatus.InvalidData)
        {
            throw new InvalidOperationException("The stream could not be compressed.");
        }

        Output.Advance(written);
    }
}
