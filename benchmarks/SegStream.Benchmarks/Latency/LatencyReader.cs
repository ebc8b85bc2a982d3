using System.Diagnostics;
using SegStream.Benchmarks.Load;

namespace SegStream.Benchmarks.Latency;

/// <summary>Takes the time of every event in the body of a response as it comes out of the socket.</summary>
internal sealed class LatencyReader : ChunkedResponseReader
{
    private const string Before = "\"at\":";

    private int _matched;
    private long _at;

    /// <summary>Ticks from the producer's call to now, for each event.</summary>
    public List<long> Latencies { get; } = [];

    public override long Events => Latencies.Count;

    protected override void OnBody(ReadOnlySpan<byte> body)
    {
        var now = Stopwatch.GetTimestamp();
        foreach (var character in body)
        {
            if (_matched < Before.Length)
            {
                _matched = character == Before[_matched] ? _matched + 1 : character == Before[0] ? 1 : 0;
            }
            else if (char.IsAsciiDigit((char)character))
            {
                _at = (_at * 10) + (character - '0');
            }
            else
            {
                Latencies.Add(now - _at);
                (_matched, _at) = (0, 0);
            }
        }
    }
}
