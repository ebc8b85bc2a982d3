namespace SegStream.Manifest.Tests.Endpoints;

/// <summary>Streams that carry something: what they put on the wire is held against what the documents say.</summary>
public static class LiveOrders
{
    [SseEndpoint("/live/events")]
    public static IEnumerable<OrderEvent> Events() => All();

    [JsonStream("/live/lines")]
    public static IEnumerable<OrderEvent> Lines() => All();

    [SseEndpoint("/live/envelopes", Envelope = StreamEnvelope.TypeData)]
    public static IEnumerable<OrderEvent> Envelopes() => All();

    [JsonStream("/live/states")]
    public static IEnumerable<OrderLine> States() => [new("pen", 2, 1.5m), new("ink", 1, 3m)];

    private static IEnumerable<OrderEvent> All()
    {
        var line = new OrderLine("pen", 2, 1.5m);
        var customer = new Customer("Ada", null);
        yield return new OrderEvent.Taken(new Order(
            7, customer, null, [line], new() { ["pen"] = line }, null, [], OrderState.Open, null, Urgency.High, Guid.Empty, DateTimeOffset.UnixEpoch, null, 0.5, [1])
        { Odd = "odd" });
        yield return new OrderEvent.Moved(OrderState.Shipped, "by train");
        yield return new OrderEvent.Closed();
    }
}
