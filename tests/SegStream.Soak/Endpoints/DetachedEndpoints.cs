using SegStream.Soak.Books;
using SegStream.Soak.Plans;

namespace SegStream.Soak.Endpoints;

/// <summary>Streams whose senders outlive their methods.</summary>
internal static class DetachedEndpoints
{
    [SseEndpoint("/detached/sse")]
    public static StreamResponse<Tick> Sse(StreamRecord record, IStreamRegistry registry)
    {
        var response = StreamResponse.Sse<Tick>();
        Start(record, registry, response.Sender);
        return response;
    }

    [JsonStream("/detached/json", Capacity = 64, Overflow = OverflowPolicy.DropNewest)]
    public static StreamResponse<Tick> Json(StreamRecord record, IStreamRegistry registry)
    {
        var response = StreamResponse.Json<Tick>();
        Start(record, registry, response.Sender);
        return response;
    }

    [SseEndpoint("/room/wait")]
    public static StreamResponse<Tick> Room(StreamRecord record, IStreamRegistry registry, HttpContext http)
    {
        var response = StreamResponse.Sse<Tick>();
        Join(record, registry, http, response.Sender);
        return response;
    }

    [JsonStream("/room/drop-oldest", Capacity = 32, Overflow = OverflowPolicy.DropOldest)]
    public static StreamResponse<Tick> DroppingRoom(StreamRecord record, IStreamRegistry registry, HttpContext http)
    {
        var response = StreamResponse.Json<Tick>();
        Join(record, registry, http, response.Sender);
        return response;
    }

    [SseEndpoint("/room/behind", MaxLag = 8)]
    public static StreamResponse<Tick> RoomBehind(StreamRecord record, IStreamRegistry registry, HttpContext http)
    {
        var response = StreamResponse.Sse<Tick>();
        Join(record, registry, http, response.Sender);
        return response;
    }

    [JsonStream("/room/behind-bytes", MaxLagBytes = 2_048)]
    public static StreamResponse<Tick> RoomBehindBytes(StreamRecord record, IStreamRegistry registry, HttpContext http)
    {
        var response = StreamResponse.Json<Tick>();
        Join(record, registry, http, response.Sender);
        return response;
    }

    [SseEndpoint("/room/disconnect", MaxLag = 64, Overflow = OverflowPolicy.Disconnect)]
    public static StreamResponse<Tick> DisconnectingRoom(StreamRecord record, IStreamRegistry registry, HttpContext http)
    {
        var response = StreamResponse.Sse<Tick>();
        Join(record, registry, http, response.Sender);
        return response;
    }

    private static void Start(StreamRecord record, IStreamRegistry registry, [TakesOwnership] StreamSender<Tick> sender)
    {
        record.Watch(sender, sender.Completion);

        // A registry keeps its senders; a stream whose producer loses its own is not registered.
        if (record.Plan.End != PlannedEnd.Lose)
        {
            registry.Register(record.Plan.Id, sender);
        }

        _ = Task.Run(() => Producer.SendDetachedAsync(record, Outlet.To(sender, Payloads.Tick), registry));
    }

    private static void Join(StreamRecord record, IStreamRegistry registry, HttpContext http, [TakesOwnership] StreamSender<Tick> sender)
    {
        record.Watch(sender, sender.Completion);
        registry.Register(record.Plan.Id, sender, new StreamMetadata(http) { Group = record.Plan.Endpoint.Path + record.Plan.Id[^1] });
    }
}
