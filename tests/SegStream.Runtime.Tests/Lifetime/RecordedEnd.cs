namespace SegStream.Runtime.Tests.Lifetime;

/// <summary>How a stream has ended.</summary>
internal sealed record RecordedEnd(StreamCompletion Completion)
{
    public CompletionReason Reason => Completion.Reason;

    public Exception? Exception => Completion.Exception;

    public (CompletionReason Reason, long Sent, long Dropped) Counts => (Completion.Reason, Completion.EventsSent, Completion.EventsDropped);
}
