using Microsoft.AspNetCore.Http;
using SegStream.Vocabulary;

namespace SegStream.Endpoints.Tests.Unions;

internal static class UnionEndpoints
{
    [SseEndpoint("/unions/orders")]
    public static Task Orders(StreamSender<OrderEvent> sender, CancellationToken ct) => SendAsync(sender, ct);

    [SseEndpoint("/unions/orders/envelope", Envelope = StreamEnvelope.TypeData)]
    public static Task OrdersInEnvelopes(StreamSender<OrderEvent> sender, CancellationToken ct) => SendAsync(sender, ct);

    [JsonStream("/unions/orders/json")]
    public static Task OrdersAsJson(StreamSender<OrderEvent> sender, CancellationToken ct) => SendAsync(sender, ct);

    [SseEndpoint("/unions/orders/unified")]
    public static void OrdersUnified(StreamSender sender)
    {
        sender.SendSseJson<OrderEvent>(new StandardEvent.Content("c"));
        sender.SendSseJson<OrderEvent>(new OrderEvent.Shipped(1));
        sender.EndStream();
    }

    [SseEndpoint("/unions/orders/failing")]
    public static async IAsyncEnumerable<OrderEvent> FailingOrders()
    {
        await Task.Yield();
        yield return new StandardEvent.Start();
        throw new InvalidOperationException("the reason");
    }

    [SseEndpoint("/unions/outcome")]
    public static async Task Outcome(StreamSender<Outcome<Guid>> sender, CancellationToken ct)
    {
        await sender.SendWaitingAsync(seconds: 3, ct);
        await sender.SendOutcomeValueAsync(Guid.Empty, cancellationToken: ct);
        sender.EndStream();
    }

    [JsonStream("/unions/outcome/failing")]
    public static async IAsyncEnumerable<Outcome<int>> FailingOutcome()
    {
        yield return new Outcome<int>.Waiting(1);
        await Task.Yield();
        throw new InvalidOperationException("the reason");
    }

    [JsonStream("/unions/agent", JsonContext = typeof(NumbersJson))]
    public static IEnumerable<AgentEvent> Agent() =>
    [
        new AgentEvent.Planning("m1", "look"),
        new AgentEvent.AgentStream("m2", "a", RequestId: "r"),
        new AgentEvent.AgentStream("m2", "b", IsFinal: true, RequestId: "r"),
        new AgentEvent.Result("m3", "ab"),
        new AgentEvent.Error("quota", "no more"),
    ];

    [SseEndpoint("/unions/job", JsonContext = typeof(NumbersJson))]
    public static void Job(StreamSender<JobEvent> sender)
    {
        sender.TrySendTaskStarted("sum", jobId: "j1");
        var progress = sender.Progress(2);
        progress.Add();
        progress.Complete();
        sender.TrySendTaskCompleted(System.Text.Json.JsonDocument.Parse("{\"sum\":3}").RootElement);
        sender.EndStream();
    }

    public static IResult UnreadOne() => StreamResponse.SseFrom<Unread<string>>([new Unread<string>.Only("x")]);

    private static async Task SendAsync(StreamSender<OrderEvent> sender, CancellationToken ct)
    {
        await sender.SendStartAsync(total: 2, cancellationToken: ct);
        sender.TrySendPriced(1.5m);
        sender.Progress(2).Add();
        await sender.SendAsync(new StandardEvent.Content("50 %"), ct);
        await sender.SendShippedAsync(2, "a", "b");
        await sender.SendErrorAsync("late", "too late", ct);
        sender.EndStream();
    }
}
