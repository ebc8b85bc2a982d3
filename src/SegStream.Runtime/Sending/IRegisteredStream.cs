namespace SegStream.Sending;

/// <summary>What a registry has to know of a sender, whatever the type of its events.</summary>
internal interface IRegisteredStream
{
    Type EventType { get; }

    StreamMode Mode { get; }

    bool IsConnected { get; }

    Task<StreamCompletion> Completion { get; }

    bool EndStream();
}
