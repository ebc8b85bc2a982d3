using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using SegStream;

namespace SegStream.Browser.Tests.EventSourceTests;

/// <summary>The endpoints that the browser reads.</summary>
public static class VectorEndpoints
{
    /// <summary>The name of the event after which a reader closes.</summary>
    public const string LastName = "no-more";

    [SseEndpoint("/vectors")]
    public static StreamResponse All()
    {
        var response = StreamResponse.Sse();
        _ = SendAsync(response.Sender, Vectors.All, heartbeats: false);
        return response;
    }

    [SseEndpoint("/vectors-with-heartbeats")]
    public static StreamResponse AllWithHeartbeats()
    {
        var response = StreamResponse.Sse();
        _ = SendAsync(response.Sender, Vectors.All, heartbeats: true);
        return response;
    }

    [SseEndpoint("/clean-end")]
    public static Results<NoContent, StreamResponse> EndsOnce(ReconnectLog log, HttpRequest request)
    {
        // 204 is how a server tells an EventSource not to come back.
        if (log.Note(request.Headers["Last-Event-ID"]) > 2)
        {
            return TypedResults.NoContent();
        }

        var response = StreamResponse.Sse();
        response.Sender.SendSseEvent("part", "of a stream that ends", id: $"é{log.Visits.Count}");
        response.Sender.EndStream();
        return response;
    }

    [SseEndpoint("/silence")]
    public static async IAsyncEnumerable<string> SaysNothing([EnumeratorCancellation] CancellationToken ct)
    {
        await Task.Delay(Timeout.Infinite, ct);
        yield break;
    }

    [SseEndpoint("/stays-open")]
    public static async IAsyncEnumerable<string> StaysOpen([EnumeratorCancellation] CancellationToken ct)
    {
        yield return "here";
        await Task.Delay(Timeout.Infinite, ct);
    }

    [SseEndpoint("/refused")]
    public static Results<NotFound, StreamResponse> Refuses(ReconnectLog log)
    {
        log.Note(null);
        return TypedResults.NotFound();
    }

    private static async Task SendAsync([TakesOwnership] StreamSender sender, IReadOnlyList<Vector> vectors, bool heartbeats)
    {
        foreach (var vector in vectors)
        {
            if (heartbeats)
            {
                sender.SendHeartbeat();
            }

            _ = vector.Name is null
                ? await sender.SendSseDataAsync(vector.Data, vector.Id)
                : await sender.SendSseEventAsync(vector.Name, vector.Data, vector.Id);
        }

        await sender.SendSseEventAsync(LastName, "");
        sender.EndStream();
    }
}
