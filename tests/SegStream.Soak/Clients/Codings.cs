using System.IO.Compression;

namespace SegStream.Soak.Clients;

/// <summary>Takes a content coding off a body that may be cut short.</summary>
internal static class Codings
{
    /// <param name="coding">The coding, or null.</param>
    /// <param name="body">What was read. It is not changed: a read that is under way when its client leaves may still add to it.</param>
    /// <param name="malformed">What is wrong, if anything.</param>
    public static ReadOnlyMemory<byte> Decode(string? coding, MemoryStream body, out string? malformed)
    {
        malformed = null;
        var length = (int)body.Length;
        var bytes = body.GetBuffer();
        if (coding is null)
        {
            return bytes.AsMemory(0, length);
        }

        var encoded = new MemoryStream(bytes, 0, length, writable: false);
        using Stream decoding = coding == "br" ? new BrotliStream(encoded, CompressionMode.Decompress) : new GZipStream(encoded, CompressionMode.Decompress);
        var decoded = new MemoryStream();
        var buffer = new byte[4096];
        try
        {
            while (decoding.Read(buffer) is > 0 and var count)
            {
                decoded.Write(buffer, 0, count);
            }
        }
        catch (InvalidDataException)
        {
            // The rest is missing; whether it may be, the judge knows.
        }
        catch (InvalidOperationException exception)
        {
            malformed = exception.Message;
        }

        return decoded.GetBuffer().AsMemory(0, (int)decoded.Length);
    }
}
