using System.IO.Pipelines;

namespace SegStream.Delivery;

/// <summary>Where a pump's bytes go. The pump knows no more of HTTP than this.</summary>
internal interface IStreamOutput
{
    /// <summary>Whether the client is still there, as far as is known.</summary>
    bool IsConnected { get; }

    /// <summary>Prepares the head of the response; it leaves with the first flush of the writer.</summary>
    PipeWriter Start();

    /// <summary>Sends the head alone. A writer that has nothing to write does not flush if something between, such as compression, has put a stream below it.</summary>
    ValueTask<FlushResult> FlushHeadAsync();

    /// <summary>
    /// Everything was flushed and the stream is over: tells the client so at once, although the producer may still have to tidy up, where the reason lets the body end like a complete
    /// one. It is part of what the write timeout covers.
    /// </summary>
    ValueTask EndAsync(CompletionReason reason) => ValueTask.CompletedTask;

    /// <summary>Breaks the connection, so that a pending write ends and the client sees that the stream is cut short. Callable from any thread.</summary>
    void Abort();
}
