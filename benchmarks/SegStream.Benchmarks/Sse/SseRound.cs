namespace SegStream.Benchmarks.Sse;

/// <summary>One variant in one round.</summary>
/// <param name="EventsPerSecond">Events that the client has counted, by the client's clock.</param>
/// <param name="CpuNanosecondsPerEvent">Processor time of the server process.</param>
/// <param name="AllocatedBytesPerEvent">Bytes allocated in the server process, the event object itself included.</param>
/// <param name="BodyBytesPerEvent">Bytes on the wire without the chunk headers.</param>
/// <param name="ForeignShare">The part of the machine's processors that programs other than the server and the client took meanwhile.</param>
internal sealed record SseRound(double EventsPerSecond, double CpuNanosecondsPerEvent, double AllocatedBytesPerEvent, double BodyBytesPerEvent, double ForeignShare)
{
    private const double DisturbingShare = 0.1;

    /// <summary>Whether other programs took so much of the machine that the round tells about them.</summary>
    public bool IsDisturbed => ForeignShare > DisturbingShare;
}
