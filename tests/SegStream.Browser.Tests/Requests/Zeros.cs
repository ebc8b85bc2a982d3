using System.Net;

namespace SegStream.Browser.Tests.Requests;

/// <summary>A body whose length is not told beforehand.</summary>
/// <param name="length">How many bytes there are in the end.</param>
internal sealed class Zeros(long length) : HttpContent
{
    private static readonly byte[] Block = new byte[64 * 1024];

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        try
        {
            for (var sent = 0L; sent < length; sent += Block.Length)
            {
                await stream.WriteAsync(Block);
            }
        }
        catch (IOException)
        {
            // The server has heard enough.
        }
    }

    protected override bool TryComputeLength(out long computed)
    {
        computed = 0;
        return false;
    }
}
