using System.Net;
using System.Net.Sockets;

namespace SegStream.Benchmarks.Holding;

/// <summary>One connection that is kept and read. It counts the heartbeats of a stream that sends nothing else.</summary>
internal sealed class HeldConnection : IDisposable
{
    /// <summary>A heartbeat of Server-Sent Events is a line that begins with a colon; neither the chunk marks nor anything else in such a body has one.</summary>
    private const byte Colon = (byte)':';

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly SocketAsyncEventArgs _receiving = new();
    private readonly byte[] _buffer = new byte[1024];
    private long _heartbeats;
    private volatile bool _closed;

    public long Heartbeats => Volatile.Read(ref _heartbeats);

    public bool IsClosed => _closed;

    /// <summary>Connects, asks, and returns when the head of the response, and a first event if it comes with it, are there.</summary>
    public void Open(int port, ReadOnlySpan<byte> question)
    {
        _socket.ReceiveTimeout = 20_000;
        _socket.Connect(new IPEndPoint(IPAddress.Loopback, port));
        _socket.Send(question);
        var received = 0;
        int end;
        while ((end = _buffer.AsSpan(0, received).IndexOf("\r\n\r\n"u8)) < 0)
        {
            var more = _socket.Receive(_buffer.AsSpan(received));
            if (more == 0)
            {
                throw new InvalidDataException("The server closed the connection before its response had begun.");
            }

            received += more;
        }

        if (!_buffer.AsSpan().StartsWith("HTTP/1.1 200"u8))
        {
            throw new InvalidDataException("The server refused the stream.");
        }

        _heartbeats = _buffer.AsSpan(end, received - end).Count(Colon);
        _receiving.SetBuffer(_buffer);
        _receiving.Completed += (_, _) => Receive();
        if (!_socket.ReceiveAsync(_receiving))
        {
            Receive();
        }
    }

    public void Dispose()
    {
        _socket.Dispose();
        _receiving.Dispose();
    }

    private void Receive()
    {
        do
        {
            if (_receiving.SocketError != SocketError.Success || _receiving.BytesTransferred == 0)
            {
                _closed = true;
                return;
            }

            Volatile.Write(ref _heartbeats, _heartbeats + _buffer.AsSpan(0, _receiving.BytesTransferred).Count(Colon));
        }
        while (!_socket.ReceiveAsync(_receiving));
    }
}
