using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using SegStream.Benchmarks.Load;

namespace SegStream.Benchmarks.Broadcast;

/// <summary>The connections to one server.</summary>
internal sealed class Audience
{
    private const int BufferBytes = 32 * 1024;

    private readonly List<FrameCounter> _counters = [];
    private TaskCompletionSource<long> _arrived = new();
    private long _expected = long.MaxValue;
    private long _frames;
    private volatile string? _error;

    /// <summary>What went wrong, or null.</summary>
    public string? Error => _error ?? (_counters.Any(counter => counter.Frames != _counters[0].Frames) ? "The connections got different numbers of events." : null);

    /// <summary>Events that have not come.</summary>
    public long Missing => _expected - Interlocked.Read(ref _frames);

    public static Audience Open(int port, int connections)
    {
        var audience = new Audience();
        var question = Encoding.ASCII.GetBytes("GET /broadcast HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n");
        for (var i = 0; i < connections; i++)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            socket.Connect(new IPEndPoint(IPAddress.Loopback, port));
            socket.Send(question);
            var counter = new FrameCounter();
            audience._counters.Add(counter);
            _ = audience.ReadAsync(socket, counter);
        }

        return audience;
    }

    /// <summary>Says how many events are to come on each connection.</summary>
    /// <returns>When the last one has come.</returns>
    public Task<long> ExpectAsync(int eventsEach)
    {
        _arrived = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        Interlocked.Exchange(ref _expected, Interlocked.Read(ref _frames) + ((long)eventsEach * _counters.Count));
        return _arrived.Task;
    }

    private async Task ReadAsync(Socket socket, FrameCounter counter)
    {
        var buffer = new byte[BufferBytes];
        try
        {
            while (true)
            {
                var received = await socket.ReceiveAsync(buffer).ConfigureAwait(false);
                if (received == 0)
                {
                    throw new InvalidDataException("A connection was closed.");
                }

                var before = counter.Frames;
                counter.Read(buffer.AsSpan(0, received));
                if (Interlocked.Add(ref _frames, counter.Frames - before) == Interlocked.Read(ref _expected))
                {
                    _arrived.TrySetResult(Stopwatch.GetTimestamp());
                }
            }
        }
        catch (Exception exception) when (exception is SocketException or InvalidDataException)
        {
            _error = exception.Message;
            _arrived.TrySetResult(0);
        }
    }
}
