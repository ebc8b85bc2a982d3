using Microsoft.AspNetCore.Http;
using SegStream.Delivery;
using SegStream.Sending;

namespace SegStream.Hosting;

/// <summary>Runs one stream as the response of one request.</summary>
internal static class StreamExecution
{
    /// <summary>Streams a source until it is over and its producer is at rest.</summary>
    /// <param name="http">The request.</param>
    /// <param name="plan">How to stream.</param>
    /// <param name="source">The events.</param>
    /// <param name="lifetime">The stream's end, for its producers and watchers.</param>
    /// <param name="producing">The producer's own task where it has one. It is awaited before the request ends, because the request's services end with it.</param>
    /// <exception cref="StreamIncompleteException">The stream is not complete, so its response must not look complete either.</exception>
    public static Task RunAsync<T>(HttpContext http, StreamPlan<T> plan, StreamSource<T> source, StreamLifetime lifetime, Task? producing)
    {
        var response = new StreamedResponse<T>(http, plan, producing);
        return response.RunAsync(source, lifetime);
    }
}
