namespace SegStream.Delivery;

/// <summary>Reads what an exception of a producer means for its stream.</summary>
internal static class ProducerFailure
{
    /// <summary>
    /// A producer that gave up on a cancellation cancelled its stream. A time-out is a failure, although
    /// <c>HttpClient</c> reports it as a cancelled task with the time-out inside.
    /// </summary>
    public static CompletionReason ReasonOf(Exception exception) =>
        exception is OperationCanceledException && exception.InnerException is not TimeoutException
            ? CompletionReason.Cancelled
            : CompletionReason.Faulted;
}
