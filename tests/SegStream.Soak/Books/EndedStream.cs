namespace SegStream.Soak.Books;

/// <summary>What the server's log says of a stream that is over.</summary>
internal sealed record EndedStream(CompletionReason Reason, long Sent, long Bytes, long Dropped);
