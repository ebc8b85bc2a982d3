using SegStream.Broadcasting;

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

    /// <summary>How the stream gets the events of groups; null for a stream that gets none.</summary>
    StreamFeed? Feed { get; }
}
