using System.Net.Sockets;

namespace SegStream.Soak.Serving;

/// <summary>
/// Gives clients a minute to take what the system holds for them. The write timeout of the soak is short, and twice that, which a connection of streams gets by itself, may pass on a busy machine
/// before a client that reads has its next turn; what it has not taken of a stream that is over would be lost.
/// </summary>
internal static class PatientSockets
{
    private const int TcpLevel = 6;
    private const int UserTimeout = 18;

    public static void Prepare(Socket socket)
    {
        if (OperatingSystem.IsLinux())
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.SetRawSocketOption(TcpLevel, UserTimeout, BitConverter.GetBytes(60_000));
        }
    }
}
