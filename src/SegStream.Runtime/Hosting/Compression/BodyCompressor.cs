using SegStream.Framing;

namespace SegStream.Hosting;

/// <summary>The content coding of one response. What it keeps in memory is bounded by its window, whatever the length of the stream.</summary>
internal abstract class BodyCompressor : IDisposable
{
    /// <summary>Bytes of the coding that are to be sent.</summary>
    public FrameBuffer Output { get; } = new();

    public static BodyCompressor Create(StreamCompression coding) => coding == StreamCompression.Brotli ? new BrotliBody() : new GzipBody();

    /// <summary>Takes bytes of the body and makes all of them readable for the client.</summary>
    public abstract void Write(ReadOnlySpan<byte> bytes);

    /// <summary>Writes the end, without which a client sees that the body was cut short.</summary>
    public abstract void Finish();

    public virtual void Dispose() => Output.Dispose();
}
