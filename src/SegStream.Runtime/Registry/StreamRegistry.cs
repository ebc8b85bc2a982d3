using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using SegStream.Broadcasting;
using SegStream.Sending;

namespace SegStream.Registry;

/// <summary>The registry of one host.</summary>
internal sealed class StreamRegistry : IStreamRegistry, IDisposable
{
    private readonly ConcurrentDictionary<string, StreamRegistration> _streams = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, StreamGroup> _groups = new(StringComparer.Ordinal);
    private readonly Lock _membership = new();
    private readonly TimeProvider _time;
    private readonly GroupSweep _sweep;
    private BroadcastGroup? _everyone;
    private long _registered;

    public StreamRegistry(TimeProvider time)
    {
        _time = time;
        _sweep = new GroupSweep(time);
    }

    public int Count => _streams.Count;

    public StreamRegistration Register<T>(string connectionId, StreamSender<T> sender, StreamMetadata? metadata = null) => Register(connectionId, (IRegisteredStream)sender, metadata);

    public StreamRegistration Register(string connectionId, StreamSender sender, StreamMetadata? metadata = null) => Register(connectionId, (IRegisteredStream)sender, metadata);

    public bool TryGetSender<T>(string connectionId, [NotNullWhen(true)] out StreamSender<T>? sender)
    {
        sender = _streams.TryGetValue(connectionId, out var registration) ? registration.Stream as StreamSender<T> : null;
        return sender is not null;
    }

    public bool TryGetSender(string connectionId, [NotNullWhen(true)] out StreamSender? sender)
    {
        sender = _streams.TryGetValue(connectionId, out var registration) ? registration.Stream as StreamSender : null;
        return sender is not null;
    }

    public IReadOnlyList<StreamRegistration> List(string? group = null) => [.. Members(group).OrderBy(static stream => stream.Order)];

    public int Broadcast<T>(T value, string? group = null) =>
        group is null ? (Volatile.Read(ref _everyone) ?? FoundEveryone()).Broadcast(value)
        : _groups.TryGetValue(group, out var members) ? members.Events.Broadcast(value)
        : 0;

    public bool AddToGroup(string connectionId, string group)
    {
        ArgumentException.ThrowIfNullOrEmpty(group);
        lock (_membership)
        {
            if (!_streams.TryGetValue(connectionId, out var registration) || !registration.JoinGroup(group))
            {
                return false;
            }

            Link(registration, group);
            return true;
        }
    }

    public bool RemoveFromGroup(string connectionId, string group)
    {
        lock (_membership)
        {
            if (!_streams.TryGetValue(connectionId, out var registration) || !registration.LeaveGroup(group))
            {
                return false;
            }

            Unlink(registration, group);
            return true;
        }
    }

    public bool Close(string connectionId) => _streams.TryGetValue(connectionId, out var registration) && Close(registration);

    public int CloseGroup(string group)
    {
        ArgumentException.ThrowIfNullOrEmpty(group);
        return List(group).Count(Close);
    }

    public int CloseAll() => List().Count(Close);

    public void Dispose() => _sweep.Dispose();

    /// <summary>How events reach the members of a group; for tests.</summary>
    internal BroadcastGroup? EventsOf(string? group) => group is null ? _everyone : _groups.TryGetValue(group, out var found) ? found.Events : null;

    internal void Remove(StreamRegistration registration)
    {
        lock (_membership)
        {
            // The pair, not the key: another stream may have taken the id since.
            if (_streams.TryRemove(KeyValuePair.Create(registration.ConnectionId, registration)))
            {
                Leave(registration, _everyone);
                foreach (var group in registration.Groups)
                {
                    Unlink(registration, group);
                }
            }
        }
    }

    private StreamRegistration Register(string connectionId, IRegisteredStream stream, StreamMetadata? metadata)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectionId);
        ArgumentNullException.ThrowIfNull(stream);
        var registration = new StreamRegistration(this, connectionId, stream, metadata ?? new StreamMetadata(), _time.GetUtcNow(), Interlocked.Increment(ref _registered));
        lock (_membership)
        {
            if (_streams.ContainsKey(connectionId))
            {
                throw new ArgumentException($"A stream with the connection id '{connectionId}' is registered already. Close or dispose the first registration, or choose an id that is unique for every stream.", nameof(connectionId));
            }

            Join(registration, _everyone);
            foreach (var group in registration.Groups)
            {
                Link(registration, group);
            }

            // Last: whoever finds the stream in the registry can be sure that the next broadcast reaches it.
            _streams[connectionId] = registration;
        }

        // Also right for a stream that is over already: it leaves at once.
        stream.Completion.ContinueWith(
            static (_, state) => ((StreamRegistration)state!).Dispose(),
            registration,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        return registration;
    }

    private bool Close(StreamRegistration registration)
    {
        Remove(registration);
        return registration.Stream.Close();
    }

    private IEnumerable<StreamRegistration> Members(string? group)
    {
        if (group is null)
        {
            return _streams.Select(static stream => stream.Value);
        }

        lock (_membership)
        {
            return _groups.TryGetValue(group, out var members) ? members.Members.ToArray() : [];
        }
    }

    /// <summary>All streams become a group with the first broadcast to all: an application that has only groups does not pay for it.</summary>
    private BroadcastGroup FoundEveryone()
    {
        lock (_membership)
        {
            if (_everyone is null)
            {
                var everyone = new BroadcastGroup(_sweep, SegmentMemory.Shared);
                foreach (var (_, registration) in _streams)
                {
                    Join(registration, everyone);
                }

                Volatile.Write(ref _everyone, everyone);
            }

            return _everyone;
        }
    }

    // Membership changes under one lock, so that an empty group can be dropped while nobody joins it; readers and broadcasts take none of it.
    private void Link(StreamRegistration registration, string group)
    {
        var joined = _groups.GetOrAdd(group, static (_, sweep) => new StreamGroup(sweep), _sweep);
        joined.Members.Add(registration);
        Join(registration, joined.Events);
    }

    private void Unlink(StreamRegistration registration, string group)
    {
        if (_groups.TryGetValue(group, out var left))
        {
            Leave(registration, left.Events);
            left.Members.Remove(registration);
            if (left.Members.Count == 0)
            {
                _groups.TryRemove(group, out _);
            }
        }
    }

    private static void Join(StreamRegistration registration, BroadcastGroup? group)
    {
        if (group is not null)
        {
            registration.Stream.Feed?.Join(group);
        }
    }

    private static void Leave(StreamRegistration registration, BroadcastGroup? group)
    {
        if (group is not null)
        {
            registration.Stream.Feed?.Leave(group);
        }
    }
}
