using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace SegStream.Benchmarks.Load;

/// <summary>The load client: a process that reads streams over raw sockets, one request per line of its standard input.</summary>
internal static class LoadHost
{
    public const string Command = "load-process";

    private const int ReceiveTimeoutMilliseconds = 20_000;
    private const int BufferBytes = 256 * 1024;

    public static int Run()
    {
        while (Console.In.ReadLine() is { } line)
        {
            var result = Load(JsonSerializer.Deserialize<LoadRequest>(line)!);
            Console.Out.WriteLine(JsonSerializer.Serialize(result));
            Console.Out.Flush();
        }

        return 0;
    }

    private static LoadResult Load(LoadRequest request)
    {
        var counters = new FrameCounter[request.Connections];
        var errors = new string?[request.Connections];
        var threads = new Thread[request.Connections];
        var started = Stopwatch.GetTimestamp();
        for (var index = 0; index < threads.Length; index++)
        {
            var connection = index;
            counters[connection] = new FrameCounter();
            threads[connection] = new Thread(() => errors[connection] = ReadStream(request, counters[connection]));
            threads[connection].Start();
        }

        Array.ForEach(threads, thread => thread.Join());
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return new LoadResult(
            counters.Sum(counter => counter.Frames),
            counters.Sum(counter => counter.BodyBytes),
            seconds,
            errors.FirstOrDefault(error => error is not null));
    }

    private static string? ReadStream(LoadRequest request, FrameCounter counter)
    {
        try
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = ReceiveTimeoutMilliseconds };
            socket.Connect(new IPEndPoint(IPAddress.Loopback, request.Port));
            socket.Send(Encoding.ASCII.GetBytes($"GET {request.Path} HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n"));
            var buffer = GC.AllocateUninitializedArray<byte>(BufferBytes);
            while (!counter.IsComplete)
            {
                var received = socket.Receive(buffer);
                if (received == 0)
                {
                    return $"The connection was closed after {counter.Frames} events, before the response was complete.";
                }

                counter.Read(buffer.AsSpan(0, received));
            }

            return counter.Frames == request.EventsPerConnection ? null : $"{counter.Frames} events came instead of {request.EventsPerConnection}.";
        }
        catch (Exception exception) when (exception is SocketException or InvalidDataException)
        {
            return exception.Message;
        }
    }
}
