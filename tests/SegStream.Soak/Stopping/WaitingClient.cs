using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SegStream.Soak.Stopping;

/// <summary>A client on a socket of its own that has an open stream and waits.</summary>
internal sealed class WaitingClient : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp);
    private readonly byte[] _buffer = new byte[512];
    private readonly StringBuilder _read = new();

    /// <summary>Opens the stream and waits for its first event.</summary>
    public async Task OpenAsync(Uri address)
    {
        await _socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, address.Port));
        await _socket.SendAsync(Encoding.ASCII.GetBytes($"GET {address.AbsolutePath} HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        while (!_read.ToString().Contains("data: ", StringComparison.Ordinal))
        {
            if (!await ReadAsync())
            {
                throw new InvalidOperationException($"The stream did not begin: {_read}");
            }
        }
    }

    /// <summary>Waits until the server closes the connection.</summary>
    /// <returns>Whether the body has come to its proper end (RFC 9112, section 7.1).</returns>
    public async Task<bool> WaitForEndAsync()
    {
        while (await ReadAsync())
        {
        }

        return _read.ToString().EndsWith("\r\n0\r\n\r\n", StringComparison.Ordinal);
    }

    public void Dispose() => _socket.Dispose();

    private async Task<bool> ReadAsync()
    {
        try
        {
            var count = await _socket.ReceiveAsync(_buffer);
            _read.Append(Encoding.ASCII.GetString(_buffer, 0, count));
            return count > 0;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
