using Microsoft.AspNetCore.Http.HttpResults;

namespace SegStream.Benchmarks.Sse.Peers;

/// <summary>What ASP.NET Core brings for SSE, fed by a bounded channel.</summary>
internal static class TypedResultsPeer
{
    public static ServerSentEventsResult<ImportProgress> Stream(int count, CancellationToken cancellationToken) =>
        TypedResults.ServerSentEvents(ChannelSource.Start(count, cancellationToken).ReadAllAsync(cancellationToken));
}
