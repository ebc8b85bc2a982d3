using SegStream;

namespace Showcase.Rooms;

/// <summary>Who is in which room, and the last things said there. The registry knows the members; this adds names and a short memory.</summary>
/// <param name="registry">The streams that are open.</param>
public sealed class RoomBook(IStreamRegistry registry)
{
    private const string NameItem = "member";
    private const int MaxRecent = 20;
    private const int MaxRooms = 100;

    // Joining, speaking and leaving happen one after another, so that every member hears them in the same order. Nothing in here waits.
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Queue<RoomEvent.Said>> _recent = new(StringComparer.Ordinal);

    /// <summary>Lets somebody in: greets them and tells the others.</summary>
    /// <param name="room">The room's name.</param>
    /// <param name="member">The member's name.</param>
    /// <param name="sender">The member's stream.</param>
    /// <param name="http">The member's request.</param>
    public void Enter(string room, string member, [TakesOwnership] StreamSender<RoomEvent> sender, HttpContext http)
    {
        var metadata = new StreamMetadata(http) { Group = room, Items = new Dictionary<string, string> { [NameItem] = member } };
        lock (_gate)
        {
            string[] members = [.. Members(room).Append(member).Order(StringComparer.OrdinalIgnoreCase)];
            registry.Broadcast<RoomEvent>(new RoomEvent.Joined(member, members), room);
            sender.TrySend(new RoomEvent.Welcome(room, member, members, [.. Recent(room)]));
            registry.Register(http.TraceIdentifier, sender, metadata);
        }

        _ = LeaveAtTheEndAsync(room, member, sender);
    }

    /// <summary>Tells everybody in a room.</summary>
    /// <param name="room">The room's name.</param>
    /// <param name="said">The message.</param>
    /// <returns>How many streams took it.</returns>
    public int Say(string room, RoomEvent.Said said)
    {
        lock (_gate)
        {
            var recent = Recent(room);
            recent.Enqueue(said);
            if (recent.Count > MaxRecent)
            {
                recent.Dequeue();
            }

            return registry.Broadcast<RoomEvent>(said, room);
        }
    }

    private async Task LeaveAtTheEndAsync(string room, string member, [Borrows] StreamSender<RoomEvent> sender)
    {
        await sender.Completion;
        lock (_gate)
        {
            registry.Broadcast<RoomEvent>(new RoomEvent.Left(member, [.. Members(room)]), room);
        }
    }

    private IEnumerable<string> Members(string room) =>
        registry.List(room)
            .Where(registration => registration.IsConnected)
            .Select(registration => registration.Metadata.Items[NameItem])
            .Order(StringComparer.OrdinalIgnoreCase);

    private Queue<RoomEvent.Said> Recent(string room)
    {
        if (!_recent.TryGetValue(room, out var messages))
        {
            if (_recent.Count >= MaxRooms)
            {
                _recent.Clear();
            }

            _recent.Add(room, messages = new Queue<RoomEvent.Said>());
        }

        return messages;
    }
}
