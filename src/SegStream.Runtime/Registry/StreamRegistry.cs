using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using SegStream.Sending;

namespace SegStream.Registry;

/// <summary>The registry of one host.</summary>
internal sealed class StreamRegistry(TimeProvider time) : IStreamRegistry
{
    private readonly ConcurrentDictionary<string, StreamRegistration> _streams = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, StreamRegistration>> _groups = new(StringComparer.Ordinal);
    private readonly Lock _membership = new();
    private long _registered;

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

    public IReadOnlyList<StreamRegistration> List(string? group = null) => [.. Members(group).Select(static member => member.Value).OrderBy(static stream => stream.Order)];

    public int Broadcast<T>(T value, string? group = null)
    {
        var accepted = 0;
        foreach (var (_, registration) in Members(group))
        {
            // A case of a union is an event of the union's streams too. Value types are no cases and are not boxed for the question.
            var taken = registration.Stream is StreamSender<T> sender
                ? sender.TrySend(value) == SendResult.Accepted
                : !typeof(T).IsValueType && value is not null && registration.Stream.TryOffer(value);
            accepted += taken ? 1 : 0;
        }

        return accepted;
    }

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

    internal void Remove(StreamRegistration registration)
    {
        lock (_membership)
        {
            // The pair, not the key: another stream may have taken the id since.
            if (_streams.TryRemove(KeyValuePair.Create(registration.ConnectionId, registration)))
            {
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
        var registration = new StreamRegistration(this, connectionId, stream, metadata ?? new StreamMetadata(), time.GetUtcNow(), Interlocked.Increment(ref _registered));
        lock (_membership)
        {
            if (!_streams.TryAdd(connectionId, registration))
            {
                throw new ArgumentException($"A stream with the connection id '{connectionId}' is registered already. Close or dispose the first registration, or choose an id that is unique for every stream.", nameof(connectionId));
            }

            foreach (var group in registration.Groups)
            {
                Link(registration, group);
            }
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

    private IEnumerable<KeyValuePair<string, StreamRegistration>> Members(string? group) =>
        group is null ? _streams
        : _groups.TryGetValue(group, out var members) ? members
        : [];

    private void Link(StreamRegistration registration, string group) =>
        _groups.GetOrAdd(group, static _ => new ConcurrentDictionary<string, StreamRegistration>(StringComparer.Ordinal))[registration.ConnectionId] = registration;

    // Membership changes under one lock, so that an empty group can be dropped while nobody joins it; readers and broadcasts take none.
    private void Unlink(StreamRegistration registration, string group)
    {
        if (_groups.TryGetValue(group, out var members))
        {
            members.TryRemove(KeyValuePair.Create(registration.ConnectionId, registration));
            if (members.IsEmpty)
            {
                _groups.TryRemove(group, out _);
            }
        }
    }
}
