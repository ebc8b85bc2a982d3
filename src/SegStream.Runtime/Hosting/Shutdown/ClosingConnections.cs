using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace SegStream.Hosting;

/// <summary>
/// Connections whose streams have ended while the host stops. The server closes them when their clients have taken what it still holds for them, up to 64 KB, and would wait for one that
/// takes nothing as long as the host waits at all.
/// </summary>
internal sealed class ClosingConnections
{
    private readonly ConcurrentQueue<(IConnectionLifetimeFeature Connection, bool IsShared, int Round)> _connections = new();
    private volatile int _round;

    /// <summary>The stream of a request has ended.</summary>
    public void Add(HttpContext http)
    {
        if (http.Features.Get<IConnectionLifetimeFeature>() is { } connection)
        {
            _connections.Enqueue((connection, !HttpProtocol.IsHttp11(http.Request.Protocol) && !HttpProtocol.IsHttp10(http.Request.Protocol), _round));
        }
    }

    /// <summary>Breaks those that are still open.</summary>
    /// <param name="sharedToo">Whether also those that may carry requests of others.</param>
    public void Break(bool sharedToo) => Break(sharedToo, int.MaxValue);

    /// <summary>Breaks those that are still open and were there already when some were last broken. One thread at a time breaks.</summary>
    /// <param name="sharedToo">Whether also those that may carry requests of others.</param>
    public void BreakOld(bool sharedToo) => Break(sharedToo, _round);

    private void Break(bool sharedToo, int before)
    {
        _round++;
        foreach (var (connection, isShared, round) in _connections)
        {
            if (round < before && (sharedToo || !isShared) && !connection.ConnectionClosed.IsCancellationRequested)
            {
                connection.Abort();
            }
        }
    }
}
