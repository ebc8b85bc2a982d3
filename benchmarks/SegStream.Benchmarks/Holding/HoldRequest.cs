namespace SegStream.Benchmarks.Holding;

/// <summary>What a holding process is asked: to open connections and keep them, or to tell what came on all of them.</summary>
/// <param name="Port">The port of the server on the loopback address.</param>
/// <param name="Path">The path and query of the stream.</param>
/// <param name="Connections">Connections to open; 0 to open none.</param>
internal sealed record HoldRequest(int Port, string Path, int Connections);
