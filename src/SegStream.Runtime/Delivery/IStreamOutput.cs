using System.IO.Pipelines;

namespace SegStream.Delivery;

/// <summary>Where a pump's bytes go. The pump knows no more of HTTP than this.</summary>
internal interface IStreamOutput
{
    /// <summary>Whether the client is still there, as far as is known.</summary>
    bool IsConnected { get; }

    /// <summary>The pump begins to run. What becomes the current activity here is so for the stream alone.</summary>
    void Begin()
    {
    }

    /// <summary>The stream is over, for its client at least: the rest that has to be done before its task completes. Called once, last; it may let the task fail.</summary>
    ValueTask FinishAsync(StreamCompletion completion) => ValueTask.CompletedTask;

    /// <summary>Prepares the head of the response; it leaves with the first flush of the writer.</summary>
    PipeWriter Start();

    /// <summary>Sends the head alone. A writer that has nothing to write does not flush if something between, such as compression, has put a stream below it.</summary>
    ValueTask<FlushResult> FlushHeadAsync();

    /// <summary>Bytes of the body that were given to the connection, where they are not those that the pump has written: in a compressed body.</summary>
    long? BodyBytes => null;

    /// <summary>Says that the next flush is the last one. Called before <see cref="Start"/> when the whole body is there by then.</summary>
    /// <param name="reason">Why the stream ends.</param>
    /// <param name="length">The bytes that are still to be written.</param>
    /// <returns>Whether the flush is needed even with nothing to write.</returns>
    bool End(CompletionReason reason, int length) => false;

    /// <summary>
    /// Everything was flushed and the stream is over: tells the client so at once, although the producer may still have to tidy up, where the reason lets the body end like a complete
    /// one. It is part of what the write timeout covers.
    /// </summary>
    ValueTask EndAsync(CompletionReason reason) => ValueTask.CompletedTask;

    /// <summary>Nothing more is written. Gives memory back that was needed for it, although the producer may still take its time.</summary>
    void Release()
    {
    }

    /// <summary>Breaks the connection, so that a pending write ends and the client sees that the stream is cut short. Callable from any thread.</summary>
    void Abort();
}
