using System.Buffers;
using System.Collections.Concurrent;

namespace SegStream.Framing;

/// <summary>
/// Frame buffers that nobody uses, without memory of frames. A stream that has nothing to say gives its buffer here; one that wakes mostly takes what the thread has kept from the stream before it.
/// </summary>
internal static class SpareFrameBuffers
{
    /// <summary>Buffers that are kept beside those of the threads. A buffer can be taken on one thread and given back on another, where a flush had to wait.</summary>
    private const int MostShared = 1024;

    [ThreadStatic]
    private static FrameBuffer? _own;

    private static readonly ConcurrentQueue<FrameBuffer> Shared = new();

    /// <summary>Takes an empty buffer, which nobody else has until it is given back.</summary>
    public static FrameBuffer Take(int frameLimit, IBufferWriter<byte>? lender, int expectedLength)
    {
        var buffer = _own;
        if (buffer is not null)
        {
            _own = null;
        }
        else if (!Shared.TryDequeue(out buffer))
        {
            buffer = new FrameBuffer();
        }

        (buffer.FrameLimit, buffer.Lender, buffer.ExpectedLength) = (frameLimit, lender, expectedLength);
        return buffer;
    }

    /// <summary>Gives a buffer back, and its array to where that came from. The caller forgets it: from here on it is somebody else's.</summary>
    public static void Give(FrameBuffer buffer)
    {
        buffer.Release();

        // The response of the stream that had it must not live as long as the buffer.
        buffer.Lender = null;
        if (_own is null)
        {
            _own = buffer;
        }
        else if (Shared.Count < MostShared)
        {
            Shared.Enqueue(buffer);
        }
    }
}
