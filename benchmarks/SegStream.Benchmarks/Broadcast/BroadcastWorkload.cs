namespace SegStream.Benchmarks.Broadcast;

/// <summary>What is broadcast in a round.</summary>
/// <param name="Connections">Clients that listen.</param>
/// <param name="BurstEvents">Events one after the other.</param>
/// <param name="PacedEvents">Events with a pause after each.</param>
/// <param name="PauseMicroseconds">The pause, long enough for every client to get the event.</param>
internal sealed record BroadcastWorkload(int Connections, int BurstEvents, int PacedEvents, int PauseMicroseconds);
