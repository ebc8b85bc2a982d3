using Microsoft.AspNetCore.Http;
using SegStream.Diagnostics;
using SegStream.Sending;

namespace SegStream.Hosting;

/// <summary>Where a stream comes from that has come to no plan. Without a host, nobody is left who could log what a callback throws.</summary>
internal sealed record StreamOrigin(StreamHost? Host, string Endpoint, string? Route, string? ConnectionId, StreamMode Mode) : IStreamOrigin
{
    /// <summary>The origin of a response that was never executed.</summary>
    public static StreamOrigin Unknown(StreamMode mode) => new(null, "", null, null, mode);

    /// <summary>The origin of a response that was refused.</summary>
    public static StreamOrigin Of(HttpContext http, string endpoint, StreamMode mode) =>
        new(StreamPlan.HostOf(http), endpoint, StreamPlan.RouteOf(http), StreamPlan.ConnectionOf(http), mode);

    /// <inheritdoc />
    public void ProducerFailed(Exception failure)
    {
        if (Host is not null)
        {
            StreamLog.FailedAfterEnd(Host.Logger, Endpoint, failure);
        }
    }

    public void CallbackStarted() => Host?.Callbacks.Started();

    public void CallbackEnded(Exception? failure) => Host?.CallbackEnded(Endpoint, failure);
}
