using System.Diagnostics.CodeAnalysis;

namespace SegStream;

/// <summary>
/// The senders of live streams under ids that the application chooses, with groups. Register the sender, never the response or a channel.
/// A stream leaves the registry when it is over, or when its <see cref="StreamRegistration"/> is disposed. Safe for any number of threads.
/// </summary>
public interface IStreamRegistry
{
    /// <summary>The number of registered streams.</summary>
    int Count { get; }

    /// <summary>Registers a stream.</summary>
    /// <typeparam name="T">The type of its events.</typeparam>
    /// <param name="connectionId">The id, unique among the registered streams; compared by ordinal.</param>
    /// <param name="sender">The stream's sender.</param>
    /// <param name="metadata">Facts about the client, or <see langword="null"/> for none.</param>
    /// <returns>The registration; disposing it removes the stream from the registry and does not end it.</returns>
    /// <exception cref="ArgumentException">The id is empty or registered already.</exception>
    StreamRegistration Register<T>(string connectionId, [TakesOwnership] StreamSender<T> sender, StreamMetadata? metadata = null);

    /// <summary>Registers a unified stream.</summary>
    /// <param name="connectionId">The id, unique among the registered streams; compared by ordinal.</param>
    /// <param name="sender">The stream's sender.</param>
    /// <param name="metadata">Facts about the client, or <see langword="null"/> for none.</param>
    /// <returns>The registration; disposing it removes the stream from the registry and does not end it.</returns>
    /// <exception cref="ArgumentException">The id is empty or registered already.</exception>
    StreamRegistration Register(string connectionId, [TakesOwnership] StreamSender sender, StreamMetadata? metadata = null);

    /// <summary>Finds the sender of a stream.</summary>
    /// <typeparam name="T">The type of its events.</typeparam>
    /// <param name="connectionId">The id it was registered with.</param>
    /// <param name="sender">The sender.</param>
    /// <returns>Whether a stream of this type of events is registered with the id.</returns>
    bool TryGetSender<T>(string connectionId, [NotNullWhen(true)] out StreamSender<T>? sender);

    /// <summary>Finds the sender of a unified stream.</summary>
    /// <param name="connectionId">The id it was registered with.</param>
    /// <param name="sender">The sender.</param>
    /// <returns>Whether a unified stream is registered with the id.</returns>
    bool TryGetSender(string connectionId, [NotNullWhen(true)] out StreamSender? sender);

    /// <summary>Lists the registered streams.</summary>
    /// <param name="group">A group, or <see langword="null"/> for all streams.</param>
    /// <returns>A copy, oldest first.</returns>
    IReadOnlyList<StreamRegistration> List(string? group = null);

    /// <summary>
    /// Sends an event to every registered stream whose type of events it is, or is derived from: a case of a union reaches the union's streams. Unified streams get none. It is serialized now, once for each wire format among the
    /// streams. Never waits: a stream that is further behind than its <see cref="SegStreamOptions.MaxLag"/> or <see cref="SegStreamOptions.MaxLagBytes"/> loses the oldest events of the group and is told how many, or ends, with
    /// <see cref="OverflowPolicy.Disconnect"/>.
    /// </summary>
    /// <remarks>
    /// The streams of a group that share a log get its events in one order. Streams whose response does not run yet, JSON arrays, batches and streams with <see cref="OverflowPolicy.Coalesce"/> get them through their own queue, as if they were sent by
    /// <see cref="StreamSender{T}.TrySend"/>, and serialize them themselves; events that several threads broadcast at the same moment may be in another order there.
    /// </remarks>
    /// <typeparam name="T">The type of the event.</typeparam>
    /// <param name="value">The event. It must not be changed after it was sent.</param>
    /// <param name="group">A group, or <see langword="null"/> for all streams.</param>
    /// <returns>The number of streams that will get the event, or be told that they have lost it.</returns>
    /// <exception cref="InvalidOperationException">The event has more bytes than <see cref="SegStreamOptions.MaxFrameBytes"/>, in one of the formats; then no stream that shares a log gets it.</exception>
    /// <exception cref="Exception">What the serializer or a converter throws; then no stream that shares a log gets the event.</exception>
    int Broadcast<T>(T value, string? group = null);

    /// <summary>Puts a stream into a group.</summary>
    /// <param name="connectionId">The stream's id.</param>
    /// <param name="group">The group; it exists as long as it has members.</param>
    /// <returns>Whether the stream is registered and was not in the group before.</returns>
    /// <exception cref="ArgumentException">The group's name is empty.</exception>
    bool AddToGroup(string connectionId, string group);

    /// <summary>Takes a stream out of a group.</summary>
    /// <param name="connectionId">The stream's id.</param>
    /// <param name="group">The group.</param>
    /// <returns>Whether the stream was in the group.</returns>
    bool RemoveFromGroup(string connectionId, string group);

    /// <summary>Ends a stream as complete, as <see cref="StreamSender{T}.EndStream"/> does, removes it, and cancels the token of the method that sends.</summary>
    /// <param name="connectionId">The stream's id.</param>
    /// <returns>Whether it was registered and this call ended it.</returns>
    bool Close(string connectionId);

    /// <summary>Ends all streams of a group as complete and removes them.</summary>
    /// <param name="group">The group.</param>
    /// <returns>The number of streams that this call ended.</returns>
    int CloseGroup(string group);

    /// <summary>Ends all registered streams as complete and removes them.</summary>
    /// <returns>The number of streams that this call ended.</returns>
    int CloseAll();
}
