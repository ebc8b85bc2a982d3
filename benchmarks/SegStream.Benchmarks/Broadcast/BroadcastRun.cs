namespace SegStream.Benchmarks.Broadcast;

/// <summary>What a server tells of a series of broadcasts.</summary>
/// <param name="StartedAt">Before the first call, by the machine's monotonic clock.</param>
/// <param name="CallMicroseconds">The mean duration of a call.</param>
/// <param name="MedianCallMicroseconds">The median duration of a call.</param>
internal sealed record BroadcastRun(long StartedAt, double CallMicroseconds, double MedianCallMicroseconds);

/// <summary>What the reading process is asked: to open connections, or to read until each of them has got a number of events more.</summary>
/// <param name="Server">Which of its servers; the first request for a server opens the connections.</param>
/// <param name="Port">The server's port.</param>
/// <param name="Connections">How many.</param>
/// <param name="EventsEach">Events that each connection is to get. 0 to open them.</param>
internal sealed record BroadcastRequest(string Server, int Port, int Connections, int EventsEach);

/// <summary>What it answers: first that it is ready, then what has come.</summary>
/// <param name="FinishedAt">When the last byte had come, by the machine's monotonic clock.</param>
/// <param name="CpuSeconds">Processor time of the reading process.</param>
/// <param name="Error">What went wrong, or null.</param>
internal sealed record BroadcastResult(long FinishedAt, double CpuSeconds, string? Error);
