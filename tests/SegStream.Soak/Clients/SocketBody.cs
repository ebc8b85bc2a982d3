using System.Net;
using System.Net.Sockets;
using System.Text;
using SegStream.Runtime.Tests.Lifetime;
using SegStream.Soak.Plans;

namespace SegStream.Soak.Clients;

/// <summary>A response over a socket of its own, read byte by byte as it came.</summary>
internal sealed class SocketBody : ResponseBody
{
    private const int MaxHead = 16 * 1024;

    private readonly Socket _socket;
    private readonly Wire _wire;
    private readonly byte[] _input = new byte[MaxHead];
    private readonly ChunkedDecoder _chunks = new();
    private int _start;
    private int _end;
    private bool _chunked;
    private long _length = -1;

    private SocketBody(Socket socket, Wire wire)
    {
        _socket = socket;
        _wire = wire;
    }

    public override bool ShowsItsEnd => _chunked || _length >= 0;

    // A server that closes a connection with unread bytes resets it, and a reset takes what is on its way with it.
    public override bool IsExactWhenCut => _wire is Wire.Socket or Wire.OldSocket;

    public static async Task<SocketBody> OpenAsync(Uri host, StreamPlan plan, Random random)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (plan.Behaviour is Behaviour.Stall or Behaviour.Vanish)
            {
                socket.ReceiveBufferSize = 8 * 1024;
            }

            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, host.Port));
            await socket.SendAsync(Request(plan, random));
            var body = new SocketBody(socket, plan.Wire);
            if (plan.Behaviour != Behaviour.Hang)
            {
                await body.ReadHeadAsync();
            }

            return body;
        }
        catch (Exception exception)
        {
            socket.Dispose();
            throw exception is SocketException ? new BodyCutException("No answer.", exception) : exception;
        }
    }

    public override async Task<int> ReadAsync(Memory<byte> destination)
    {
        while (true)
        {
            if (_chunked)
            {
                var written = _chunks.Decode(_input.AsSpan(_start, _end - _start), destination.Span, out var used);
                _start += used;
                if (written > 0 || _chunks.IsEnded)
                {
                    return written;
                }
            }
            else if (_length == 0)
            {
                return 0;
            }
            else if (_start < _end)
            {
                var count = Math.Min(_end - _start, destination.Length);
                _input.AsMemory(_start, count).CopyTo(destination);
                _start += count;
                _length -= _length > 0 ? count : 0;
                return count;
            }

            if (!await FillAsync())
            {
                return ShowsItsEnd ? throw new BodyCutException("The connection was closed before the end of the body.") : 0;
            }
        }
    }

    public override void Leave(bool reset)
    {
        if (reset)
        {
            _socket.LingerState = new LingerOption(true, 0);
        }

        _socket.Dispose();
    }

    public override void Vanish() => _socket.FallSilent();

    public override async Task<string?> FindAfterEndAsync()
    {
        if (_wire != Wire.Pipelined || !_chunked)
        {
            return null;
        }

        await ReadHeadAsync();
        return Status == (int)HttpStatusCode.NotFound ? null : $"The request behind the stream was answered with {Status}.";
    }

    public override ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private static byte[] Request(StreamPlan plan, Random random)
    {
        var version = plan.Wire == Wire.OldSocket ? "1.0" : "1.1";
        var accept = plan.Accept is null ? "" : $"Accept: {plan.Accept}\r\n";
        var coding = plan.Coding is null ? "" : $"Accept-Encoding: {plan.Coding}\r\n";
        var request = Encoding.ASCII.GetBytes($"GET {plan.Endpoint.Path}?id={plan.Id} HTTP/{version}\r\nHost: localhost\r\n{accept}{coding}\r\n");
        switch (plan.Wire)
        {
            case Wire.Pipelined:
                return [.. request, .. "GET /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n"u8];
            case Wire.Garbage:
                var garbage = new byte[random.Next(1, 20_000)];
                random.NextBytes(garbage);
                return [.. request, .. garbage];
            default:
                return request;
        }
    }

    private async Task ReadHeadAsync()
    {
        int end;
        while ((end = _input.AsSpan(_start, _end - _start).IndexOf("\r\n\r\n"u8)) < 0)
        {
            if (!await FillAsync())
            {
                throw new BodyCutException("The connection was closed before the head of the response.");
            }
        }

        var lines = Encoding.ASCII.GetString(_input, _start, end).Split("\r\n");
        _start += end + 4;
        Status = int.Parse(lines[0].Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
        foreach (var line in lines.Skip(1))
        {
            var (name, value) = (line[..line.IndexOf(':')].ToLowerInvariant(), line[(line.IndexOf(':') + 1)..].Trim());
            ContentType = name == "content-type" ? value : ContentType;
            Coding = name == "content-encoding" ? value : Coding;
            _chunked |= name == "transfer-encoding" && value == "chunked";
            _length = name == "content-length" ? long.Parse(value, System.Globalization.CultureInfo.InvariantCulture) : _length;
        }
    }

    private async Task<bool> FillAsync()
    {
        if (_start > 0)
        {
            _input.AsSpan(_start, _end - _start).CopyTo(_input);
            (_start, _end) = (0, _end - _start);
        }

        try
        {
            var count = await _socket.ReceiveAsync(_input.AsMemory(_end));
            _end += count;
            return count > 0;
        }
        catch (SocketException exception)
        {
            throw new BodyCutException("The connection was reset.", exception);
        }
    }
}
