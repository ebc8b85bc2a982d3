namespace SegStream.Benchmarks.Load;

/// <summary>Counts a byte that each event has once.</summary>
internal sealed class ByteCounter(byte mark) : ChunkedResponseReader
{
    private long _events;

    public override long Events => _events;

    protected override void OnBody(ReadOnlySpan<byte> body) => _events += body.Count(mark);
}
