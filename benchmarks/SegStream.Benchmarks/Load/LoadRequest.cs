namespace SegStream.Benchmarks.Load;

/// <summary>What a load process is asked to read.</summary>
/// <param name="Port">The port of the server on the loopback address.</param>
/// <param name="Path">The path and query of the stream.</param>
/// <param name="Connections">Connections that read it at once, each on a thread of its own.</param>
/// <param name="StreamsPerConnection">Streams that each connection reads, one after the other.</param>
/// <param name="EventsPerStream">The events that must arrive in each stream.</param>
/// <param name="Counting">How events are told apart in the body.</param>
internal sealed record LoadRequest(int Port, string Path, int Connections, long StreamsPerConnection, long EventsPerStream, EventCounting Counting = EventCounting.SseFrames);
