using System.ComponentModel;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;

namespace SegStream.Manifest.Tests.Endpoints;

public enum Urgency
{
    Low,
    High = 7,
}

[JsonConverter(typeof(JsonStringEnumConverter<OrderState>))]
public enum OrderState
{
    Open,
    Shipped,
}

public sealed record Customer(string Name, string? Mail);

public sealed record OrderLine(string Article, int Count, decimal Price);

/// <summary>Holds itself, lists, dictionaries, nullables.</summary>
public sealed record Order(
    long Id,
    Customer Customer,
    Customer? Receiver,
    IReadOnlyList<OrderLine> Lines,
    Dictionary<string, OrderLine> ByArticle,
    Order? Replaces,
    List<Order> Parts,
    OrderState State,
    OrderState? Wanted,
    Urgency Urgency,
    Guid Key,
    DateTimeOffset At,
    DateOnly? Due,
    double? Discount,
    byte[] Seal)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Remark { get; init; }

    [JsonIgnore]
    public string Secret => "";

    public int LineCount => Lines.Count;

    [JsonPropertyName("odd-name"), Description("A name that no property has.")]
    public required string Odd { get; init; }
}

public sealed record Page<T>(IReadOnlyList<T> Items, int? Next);

public sealed record NewOrder(Customer Customer, IReadOnlyList<OrderLine> Lines, string Remark = "none");

[JsonPolymorphic]
[JsonDerivedType(typeof(Circle), "circle")]
[JsonDerivedType(typeof(Square), "square")]
public abstract record Shape;

public sealed record Circle(double Radius) : Shape;

public sealed record Square(double Side, Shape? Inner) : Shape;

public sealed class Tree : List<Tree>;

[StreamEvents]
public abstract partial record OrderEvent
{
    [StreamEvent("taken")]
    public sealed record Taken(Order Order) : OrderEvent;

    [StreamEvent("moved")]
    public sealed record Moved(OrderState State, string? Note) : OrderEvent;

    [StreamEvent("closed", Terminal = true)]
    public sealed record Closed : OrderEvent;

    [StreamEvent("error", Terminal = true, Error = true)]
    public sealed record Failed(string Message) : OrderEvent;
}

public static class Orders
{
    [SseEndpoint("/orders/{id:long}/events", Name = "order-events", HeartbeatSeconds = 5)]
    [EndpointSummary("What happens to an order.")]
    [EndpointDescription("Ends when the order is closed.")]
    [Tags("orders")]
    [Authorize]
    public static IAsyncEnumerable<OrderEvent> Events(long id, Urgency? urgency, [FromHeader(Name = "X-Tenant")] Guid tenant, int take = 20, CancellationToken ct = default) =>
        AsyncEnumerable.Empty<OrderEvent>();

    [JsonStream("/orders", Method = "POST")]
    public static IAsyncEnumerable<OrderEvent> Create(NewOrder order, [FromQuery(Name = "dry-run")] bool dryRun = false) => AsyncEnumerable.Empty<OrderEvent>();

    [JsonStream("/pages", Formats = JsonStreamFormats.NdJson | JsonStreamFormats.JsonArray)]
    public static IEnumerable<Page<OrderLine>> Pages(int[] ids, string[]? tags, StringValues raw) => [];

    [JsonStream("/shapes")]
    public static IEnumerable<Shape> Shapes() => [];

    [JsonStream("/trees")]
    public static IEnumerable<Tree> Trees() => [];

    [SseEndpoint("/ticks", Envelope = StreamEnvelope.TypeData, BatchCount = 10, BatchDelayMilliseconds = 50, Overflow = OverflowPolicy.DropOldest)]
    public static IEnumerable<int> Ticks() => [];

    [SseEndpoint("/words")]
    public static IEnumerable<string> Words() => [];

    [TextStream("/log/{**path}")]
    public static IEnumerable<string> Log(HttpContext http) => [];

    [BinaryStream("/audio", ContentType = "audio/wav", LengthPrefixed = true)]
    public static IEnumerable<byte[]> Audio(Stream body) => [];

    [ChunkedStream("/chunks/{size=5}")]
    public static void Chunks(int size, StreamSender sender) => sender.EndStream();

    [Obsolete("Use order-events.")]
    [SseEndpoint("/old")]
    public static StreamResponse<OrderEvent> Old() => StreamResponse.SseFrom(AsyncEnumerable.Empty<OrderEvent>());

    [SseEndpoint("/mixed")]
    public static Task Mixed(StreamSender sender)
    {
        sender.EndStream();
        return Task.CompletedTask;
    }

    [SseEndpoint("/over/a")]
    public static IEnumerable<int> Overloaded(int a) => [];

    [SseEndpoint("/over/b")]
    public static IEnumerable<int> Overloaded(string b) => [];

    [SseEndpoint("/hidden")]
    [ExcludeFromDescription]
    public static IEnumerable<int> Hidden() => [];
}
