using SegStream.Benchmarks.Measuring;

namespace SegStream.Benchmarks.Sse;

/// <summary>How a variant does beside a peer, round by round: neighbours in time share the machine's mood.</summary>
/// <param name="Variant">The name of the variant.</param>
/// <param name="Peer">The name of the peer.</param>
/// <param name="Throughput">Events per second, as a multiple of the peer's.</param>
/// <param name="CpuSaving">The peer's processor time per event, as a multiple of the variant's.</param>
internal sealed record SseComparison(string Variant, string Peer, Spread Throughput, Spread CpuSaving)
{
    public static SseComparison Of(SseContender variant, SseContender peer)
    {
        var pairs = variant.Rounds.Zip(peer.Rounds).ToArray();
        return new SseComparison(
            variant.Variant.Name,
            peer.Variant.Name,
            Spread.Of(pairs.Select(pair => pair.First.EventsPerSecond / pair.Second.EventsPerSecond)),
            Spread.Of(pairs.Select(pair => pair.Second.CpuNanosecondsPerEvent / pair.First.CpuNanosecondsPerEvent)));
    }
}
