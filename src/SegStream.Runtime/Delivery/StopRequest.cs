namespace SegStream.Delivery;

/// <summary>Why a source has to end. One object, so that reason and exception are set at once.</summary>
internal sealed record StopRequest(CompletionReason Reason, Exception? Exception);
