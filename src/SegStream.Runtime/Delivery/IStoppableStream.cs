namespace SegStream.Delivery;

/// <summary>A running stream, as the host sees it when it has to end it.</summary>
internal interface IStoppableStream
{
    void Stop(CompletionReason reason);
}
