using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace SegStream.Hosting;

/// <summary>
/// Lets the operating system find clients that are gone without a word: a machine that lost its power, a phone that left its network, a middlebox that forgot the connection. A stream
/// does not see that by itself: heartbeats are so small that they fit into the socket's buffer for hours, and Linux repeats what is not acknowledged for a quarter of an hour.
/// </summary>
internal static class LostClients
{
    /// <summary><c>TCP_USER_TIMEOUT</c> of Linux (tcp(7)): milliseconds that sent data may stay unacknowledged, or a window closed, before the connection is given up.</summary>
    internal const int UserTimeout = 18;

    /// <summary>Probes without an answer after which an idle connection is given up.</summary>
    internal const int Probes = 3;

    private const int TcpLevel = 6;

    /// <summary>When an idle connection is probed whose client may take as long as it likes.</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(1);

    /// <summary>Prepares the connection of a request, once, and again only when a stream comes that gives its client more time.</summary>
    /// <param name="http">The request.</param>
    /// <param name="writeTimeout">The write timeout of its stream.</param>
    /// <param name="grace">The least by which the write timeout comes first.</param>
    public static void Watch(HttpContext http, TimeSpan? writeTimeout, TimeSpan grace)
    {
        if (http.Features.Get<IConnectionSocketFeature>()?.Socket is not { ProtocolType: ProtocolType.Tcp } socket)
        {
            return;
        }

        try
        {
            // Streams of one HTTP/2 connection begin beside each other.
            lock (socket)
            {
                if (!IsPrepared(socket, writeTimeout, grace))
                {
                    Prepare(socket, writeTimeout, grace);
                }
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or PlatformNotSupportedException)
        {
            // The client is gone already, or the platform has no such option: then its own defaults hold.
        }
    }

    /// <summary>
    /// Whether an earlier stream, or the application itself, has prepared the socket for at least as much time. The socket is asked, because whatever else could remember it would have to be kept for every
    /// connection that is open.
    /// </summary>
    private static bool IsPrepared(Socket socket, TimeSpan? writeTimeout, TimeSpan grace)
    {
        if ((int)socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive)! == 0)
        {
            return false;
        }

        if (!OperatingSystem.IsLinux())
        {
            return (int)socket.GetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime)! >= Seconds(writeTimeout ?? Idle);
        }

        Span<byte> milliseconds = stackalloc byte[sizeof(int)];
        socket.GetRawSocketOption(TcpLevel, UserTimeout, milliseconds);
        var known = MemoryMarshal.Read<int>(milliseconds);
        return known == 0 || (writeTimeout is { } limit && known >= Milliseconds(limit, grace));
    }

    /// <summary>
    /// Finds a lost client after about twice the write timeout, whether or not something is on its way to it. Not sooner: a client that is there and does not read has a closed window, and it is the
    /// write timeout that has to end its stream. Where there is none, such a client may take as long as it likes, so only idle connections are looked after.
    /// </summary>
    private static void Prepare(Socket socket, TimeSpan? writeTimeout, TimeSpan grace)
    {
        var patience = writeTimeout ?? Idle;
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, Seconds(patience));
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, Seconds(patience / Probes));
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, Probes);
        if (OperatingSystem.IsLinux())
        {
            Span<byte> milliseconds = stackalloc byte[sizeof(int)];
            MemoryMarshal.Write(milliseconds, writeTimeout is { } limit ? Milliseconds(limit, grace) : 0);
            socket.SetRawSocketOption(TcpLevel, UserTimeout, milliseconds);
        }
    }

    /// <summary>Twice the write timeout, and later than it by the grace at least.</summary>
    private static int Milliseconds(TimeSpan writeTimeout, TimeSpan grace) => (int)Math.Min((writeTimeout + (writeTimeout > grace ? writeTimeout : grace)).TotalMilliseconds, int.MaxValue);

    private static int Seconds(TimeSpan duration) => (int)Math.Clamp(Math.Ceiling(duration.TotalSeconds), 1, short.MaxValue);
}
