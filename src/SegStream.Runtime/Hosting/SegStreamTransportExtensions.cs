using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.AspNetCore.Hosting;

/// <summary>Prepares Kestrel for streams.</summary>
public static class SegStreamTransportExtensions
{
    private static readonly TimeSpan PingDelay = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Lets Kestrel's socket transport go on where a write or a read was made, without handing it to the thread pool first
    /// (<see cref="SocketTransportOptions.UnsafePreferInlineScheduling"/>). Together with SegStream's own wake-up, an event that finds an idle stream is in the socket
    /// before <c>TrySend</c> returns. HTTP/2 clients from which nothing has come for 30 s are asked for a sign of life (<see cref="Http2Limits.KeepAlivePingDelay"/>), unless the application has chosen an
    /// interval itself: that finds clients that are lost behind a proxy that passes HTTP/2 on.
    /// </summary>
    /// <param name="builder">The web host's builder, <c>builder.WebHost</c>.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    /// <remarks>
    /// The trade-off: it applies to the whole server. Code that writes and flushes many small pieces one by one gets slower, because each flush is then a
    /// system call on its own thread, and code that blocks a request's thread holds up the connections that share it.
    /// </remarks>
    public static IWebHostBuilder UseSegStreamTransport(this IWebHostBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.ConfigureServices(static services =>
        {
            services.Configure<SocketTransportOptions>(static options => options.UnsafePreferInlineScheduling = true);

            // After the application's own configuration, so that what it has chosen holds.
            services.PostConfigure<KestrelServerOptions>(static options =>
            {
                if (options.Limits.Http2.KeepAlivePingDelay == TimeSpan.MaxValue)
                {
                    options.Limits.Http2.KeepAlivePingDelay = PingDelay;
                }
            });
        });
    }
}
