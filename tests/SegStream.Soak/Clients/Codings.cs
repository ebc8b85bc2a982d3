using System.IO.Compression;

namespace SegStream.Soak.Clients;

/// <summary>Takes a content coding off a body that may be cut short.</summary>
internal static class Codings
{
    public static ReadOnlyMemory<byte> Decode(string? coding, MemoryStream body)
    {
        if (coding is null)
        {
            return body.GetBuffer().AsMemory(0, (int)body.Length);
        }

        body.Position = 0;
        using Stream decoding = coding == "br" ? new BrotliStream(body, CompressionMode.Decompress, leaveOpen: true) : new GZipStream(body, CompressionMode.Decompress, leaveOpen: true);
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

        return decoded.GetBuffer().AsMemory(0, (int)decoded.Length);
    }
}
