using System.Collections.Concurrent;
using SegStream.Benchmarks.Sse;

namespace SegStream.Benchmarks.Heartbeats;

/// <summary>The endpoints: streams that have nothing to say and stay open.</summary>
public static class HeartbeatPeers
{
    private static readonly ConcurrentQueue<object> Kept = new();
    private static readonly byte[] Heartbeat = ":\n\n"u8.ToArray();

    /// <summary>SegStream.</summary>
    [SseEndpoint("/heartbeat-segstream", HeartbeatSeconds = 1)]
    public static StreamResponse<ImportProgress> SegStream()
    {
        var response = StreamResponse.Sse<ImportProgress>();
        Kept.Enqueue(response.Sender);
        return response;
    }

    internal static async Task PeriodicTimerAsync(HttpContext http)
    {
        http.Response.ContentType = "text/event-stream";
        await http.Response.Body.FlushAsync();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (await timer.WaitForNextTickAsync(http.RequestAborted))
        {
            await http.Response.Body.WriteAsync(Heartbeat, http.RequestAborted);
            await http.Response.Body.FlushAsync(http.RequestAborted);
        }
    }
}
