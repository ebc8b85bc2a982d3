namespace SegStream.Sending;

/// <summary>What a registry has to know of a sender, whatever the type of its events.</summary>
internal interface IRegisteredStream
{
    Type EventType { get; }

    StreamMode Mode { get; }

    bool IsConnected { get; }

    Task<StreamCompletion> Completion { get; }

    /// <summary>Ends the stream as complete from outside. The method that sends is told by its token, because it may be waiting for nothing else.</summary>
    /// <returns>Whether this call ended it.</returns>
    bool Close();

    /// <summary>Offers an event whose type is not the stream's own but may be derived from it.</summary>
    /// <returns>Whether it is one of the stream's events and was accepted.</returns>
    bool TryOffer(object value);
}
