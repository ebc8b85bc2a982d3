namespace SegStream.Benchmarks.Load;

/// <summary>Counts events of one length.</summary>
internal sealed class BlockCounter(int length) : ChunkedResponseReader
{
    public override long Events => BodyBytes / length;

    protected override void OnBody(ReadOnlySpan<byte> body)
    {
    }
}
