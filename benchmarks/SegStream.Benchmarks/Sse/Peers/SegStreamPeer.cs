namespace SegStream.Benchmarks.Sse.Peers;

/// <summary>The stream as an application with SegStream writes it.</summary>
public static class SegStreamPeer
{
    /// <summary>The sender is handed in.</summary>
    [SseEndpoint("/segstream-push")]
    public static async Task Push(int count, StreamSender<ImportProgress> sender, CancellationToken cancellationToken)
    {
        for (var done = 1; done <= count; done++)
        {
            if (!await sender.SendAsync(new ImportProgress(done, count, "orders.csv"), cancellationToken))
            {
                return;
            }
        }

        sender.EndStream();
    }

    /// <summary>The same. The host that serves this path leaves all events to the serializer.</summary>
    [SseEndpoint("/segstream-push-serializer")]
    public static Task PushBySerializer(int count, StreamSender<ImportProgress> sender, CancellationToken cancellationToken) => Push(count, sender, cancellationToken);

    /// <summary>The method is a sequence.</summary>
    [SseEndpoint("/segstream-pull")]
    public static async IAsyncEnumerable<ImportProgress> Pull(int count)
    {
        for (var done = 1; done <= count; done++)
        {
            yield return new ImportProgress(done, count, "orders.csv");
        }

        await Task.CompletedTask;
    }
}
