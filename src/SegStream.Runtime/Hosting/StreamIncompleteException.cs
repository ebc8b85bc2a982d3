namespace SegStream;

/// <summary>
/// A stream ended before it was complete: without <c>EndStream</c>, by a time limit, or by a failure, which is the inner exception, after its response had begun. Thrown out of the endpoint so that the server cuts the response short:
/// a client must not take an incomplete stream for a complete one.
/// </summary>
public sealed class StreamIncompleteException : Exception
{
    /// <summary>Creates the exception.</summary>
    public StreamIncompleteException()
        : this("The stream ended without EndStream.")
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">Which stream, and what to do.</param>
    public StreamIncompleteException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">Which stream, and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public StreamIncompleteException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
