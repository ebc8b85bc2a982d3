namespace SegStream.Soak.Books;

/// <summary>What the meter of the runtime says, all hosts, endpoints and reasons together.</summary>
/// <param name="Active">Streams that are open.</param>
/// <param name="Completed">Streams that have ended.</param>
/// <param name="Sent">Events that were written.</param>
/// <param name="Dropped">Events that were dropped.</param>
/// <param name="Queued">Events that wait in queues.</param>
/// <param name="PendingWrites">Writes that wait for a client.</param>
internal sealed record MeterTotals(long Active, long Completed, long Sent, long Dropped, long Queued, long PendingWrites);
