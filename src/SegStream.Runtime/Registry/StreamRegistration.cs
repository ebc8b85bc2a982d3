using SegStream.Registry;
using SegStream.Sending;

namespace SegStream;

/// <summary>One stream in a <see cref="IStreamRegistry"/>. Disposing it removes the stream from the registry; the stream itself goes on.</summary>
public sealed class StreamRegistration : IDisposable
{
    private readonly StreamRegistry _registry;

    /// <summary>Null for none, the name of one, or an array of several; replaced as a whole, under the registry's lock. Most streams are in one group or none.</summary>
    private object? _groups;

    internal StreamRegistration(StreamRegistry registry, string connectionId, IRegisteredStream stream, StreamMetadata metadata, DateTimeOffset openedAt, long order)
    {
        _registry = registry;
        _groups = metadata.Group;
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
    public IReadOnlyCollection<string> Groups => Volatile.Read(ref _groups) switch
    {
        null => [],
        string only => [only],
        var several => [.. (string[])several],
    };

    internal IRegisteredStream Stream { get; }

    /// <summary>Its place among all registrations, for lists that begin with the oldest.</summary>
    internal long Order { get; }

    /// <summary>Removes the stream from the registry. The stream does not end.</summary>
    public void Dispose() => _registry.Remove(this);

    /// <summary>Under the registry's lock.</summary>
    internal bool JoinGroup(string group)
    {
        if (IsIn(group))
        {
            return false;
        }

        Volatile.Write(ref _groups, _groups switch
        {
            null => group,
            string only => new[] { only, group },
            var several => (string[])[.. (string[])several, group],
        });
        return true;
    }

    /// <summary>Under the registry's lock.</summary>
    internal bool LeaveGroup(string group)
    {
        if (!IsIn(group))
        {
            return false;
        }

        string[] left = _groups is string[] several ? [.. several.Where(each => each != group)] : [];
        Volatile.Write(ref _groups, left.Length > 1 ? left : left.FirstOrDefault());
        return true;
    }

    private bool IsIn(string group) => _groups is string only ? only == group : _groups is string[] several && several.Contains(group);
}
