namespace SegStream;

/// <summary>A verb was used that does not fit the mode of the stream, such as <c>SendTextChunk</c> on a stream of Server-Sent Events.</summary>
public sealed class StreamModeException : InvalidOperationException
{
    /// <summary>Creates the exception.</summary>
    public StreamModeException()
        : this("The verb does not fit the mode of the stream.")
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What was done, and what to do instead.</param>
    public StreamModeException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What was done, and what to do instead.</param>
    /// <param name="innerException">The cause.</param>
    public StreamModeException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
