using System.Buffers.Text;
using System.IO.Compression;

namespace SegStream.Framing;

/// <summary>The envelope <c>{"compressed":true,"data":"…"}</c>, whose data is the gzip of a message in Base64: for clients behind intermediaries that do not pass on compressed responses.</summary>
internal static class CompressedPayload
{
    /// <summary>Replaces the message from a position on to the end of the buffer by its envelope, unless that is not shorter.</summary>
    public static void Replace(FrameBuffer buffer, int start)
    {
        using var packed = new FrameBuffer();
        using (var gzip = new GZipStream(new FrameBufferStream(packed), CompressionLevel.Optimal))
        {
            gzip.Write(buffer.From(start));
        }

        var size = Base64.GetMaxEncodedToUtf8Length(packed.Length);
        if (Before.Length + size + After.Length >= buffer.Length - start)
        {
            return;
        }

        buffer.Truncate(start);
        buffer.Write(Before);
        Base64.EncodeToUtf8(packed.WrittenSpan, buffer.GetSpan(size), out _, out var written);
        buffer.Advance(written);
        buffer.Write(After);
    }

    private static ReadOnlySpan<byte> Before => "{\"compressed\":true,\"data\":\""u8;

    private static ReadOnlySpan<byte> After => "\"}"u8;
}
