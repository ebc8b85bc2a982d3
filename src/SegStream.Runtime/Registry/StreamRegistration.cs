using System.Collections.Immutable;
using SegStream.Broadcasting;
using SegStream.Registry;
using SegStream.Sending;

namespace SegStream;

/// <summary>One stream in a <see cref="IStreamRegistry"/>. Disposing it removes the stream from the registry; the stream itself goes on.</summary>
public sealed class StreamRegistration : IDisposable
{
    private readonly StreamRegistry _registry;
    private ImmutableHashSet<string> _groups;

    internal StreamRegistration(StreamRegistry registry, string connectionId, IRegisteredStream stream, StreamMetadata metadata, DateTimeOffset openedAt, long order)
    {
        _registry = registry;
        _groups = metadata.Group is null ? [] : [metadata.Group];
        ConnectionId = connectionId;
        Stream = stream;
        Metadata = metadata;
        OpenedAt = openedAt;
        Order = order;
    }

    /// <summary>The id that the stream is registered with.</summary>
    public string ConnectionId { get; }

    /// <summary>Facts about the client.</summary>
    public StreamMetadata Metadata { get; }

    /// <summary>When the stream was registered.</summary>
    public DateTimeOffset OpenedAt { get; }

    /// <summary>The type of the stream's events; <see cref="object"/> for a unified stream.</summary>
    public Type EventType => Stream.EventType;

    /// <summary>The mode of the stream.</summary>
    public StreamMode Mode => Stream.Mode;

    /// <summary>Whether the stream still takes events.</summary>
    public bool IsConnected => Stream.IsConnected;

    /// <summary>The groups that the stream is in now.</summary>
    public IReadOnlyCollection<string> Groups => Volatile.Read(ref _groups);

    internal IRegisteredStream Stream { get; }

    /// <summary>Its place among all registrations, for lists that begin with the oldest.</summary>
    internal long Order { get; }

    /// <summary>The stream's memberships by group, null for all streams of the registry. Under the registry's lock. Most streams are in one or two.</summary>
    internal (string? Group, GroupMember Member)[] Memberships { get; set; } = [];

    /// <summary>Removes the stream from the registry. The stream does not end.</summary>
    public void Dispose() => _registry.Remove(this);

    internal bool JoinGroup(string group) => ImmutableInterlocked.Update(ref _groups, static (groups, added) => groups.Add(added), group);

    internal bool LeaveGroup(string group) => ImmutableInterlocked.Update(ref _groups, static (groups, removed) => groups.Remove(removed), group);
}
