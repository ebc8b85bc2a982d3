namespace SegStream.Delivery;

/// <summary>A running stream, as the host sees it when it has to end it.</summary>
internal interface IStoppableStream
{
    /// <summary>What is to become of it when the host stops.</summary>
    ShutdownPolicy OnShutdown { get; }

    void Stop(CompletionReason reason);

    /// <summary>Gives the client its end and lets the producer go on without one.</summary>
    void Detach();

    /// <summary>Ends the stream although its client has not taken everything: it was told to stop, and there is no time left.</summary>
    void CutOff();
}
