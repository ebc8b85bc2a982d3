namespace SegStream.Benchmarks.Broadcast;

/// <summary>One variant in one round.</summary>
/// <param name="CpuNanosecondsPerDelivery">Processor time of the server process in the burst, for one event on one connection.</param>
/// <param name="MillisecondsToLastByte">From before the first call to the last byte in the client's hands.</param>
/// <param name="CallMicroseconds">The mean duration of the broadcaster's call in the burst.</param>
/// <param name="AllocatedBytesPerDelivery">Bytes allocated in the server process in the burst, the event objects included.</param>
/// <param name="PacedCallMicroseconds">The median duration of the broadcaster's call when all clients have got the last event before.</param>
/// <param name="PacedCpuNanosecondsPerDelivery">Processor time of the server process then.</param>
/// <param name="ForeignShare">The part of the machine's processors that programs other than server and client took during the burst.</param>
internal sealed record BroadcastRound(
    double CpuNanosecondsPerDelivery,
    double MillisecondsToLastByte,
    double CallMicroseconds,
    double AllocatedBytesPerDelivery,
    double PacedCallMicroseconds,
    double PacedCpuNanosecondsPerDelivery,
    double ForeignShare);
