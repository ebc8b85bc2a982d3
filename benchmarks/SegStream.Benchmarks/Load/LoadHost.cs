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
        var readings = new Reading[request.Connections];
        var threads = new Thread[request.Connections];
        var cpuBefore = Environment.CpuUsage.TotalTime;
        var started = Stopwatch.GetTimestamp();
        for (var index = 0; index < threads.Length; index++)
        {
            var connection = index;
            threads[connection] = new Thread(() => readings[connection] = ReadStreams(request));
            threads[connection].Start();
        }

        Array.ForEach(threads, thread => thread.Join());
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return new LoadResult(
            readings.Sum(reading => reading.Frames),
            readings.Sum(reading => reading.BodyBytes),
            seconds,
            (Environment.CpuUsage.TotalTime - cpuBefore).TotalSeconds,
            readings.FirstOrDefault(reading => reading.Error is not null).Error);
    }

    private static Reading ReadStreams(LoadRequest request)
    {
        var reading = default(Reading);
        try
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = ReceiveTimeoutMilliseconds };
            socket.Connect(new IPEndPoint(IPAddress.Loopback, request.Port));
            var question = Encoding.ASCII.GetBytes($"GET {request.Path} HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream, */*\r\n\r\n");
            var buffer = GC.AllocateUninitializedArray<byte>(BufferBytes);
            for (var stream = 0L; stream < request.StreamsPerConnection; stream++)
            {
                socket.Send(question);
                var counter = ReadStream(socket, buffer, request.Counting);
                if (counter.Events != request.EventsPerStream)
                {
                    return reading with { Error = $"{counter.Events} events came instead of {request.EventsPerStream}." };
                }

                reading = new Reading(reading.Frames + counter.Events, reading.BodyBytes + counter.BodyBytes, null);
            }

            return reading;
        }
        catch (Exception exception) when (exception is SocketException or InvalidDataException)
        {
            return reading with { Error = exception.Message };
        }
    }

    private static ChunkedResponseReader ReadStream(Socket socket, byte[] buffer, EventCounting counting)
    {
        ChunkedResponseReader counter = counting switch
        {
            EventCounting.SseFrames => new FrameCounter(),
            EventCounting.Lines => new ByteCounter((byte)'\n'),
            EventCounting.Objects => new ByteCounter((byte)'}'),
            _ => new BlockCounter(64),
        };
        while (!counter.IsComplete)
        {
            var received = socket.Receive(buffer);
            if (received == 0)
            {
                throw new InvalidDataException($"The connection was closed after {counter.Events} events, before the response was complete.");
            }

            counter.Read(buffer.AsSpan(0, received));
        }

        return counter;
    }

    /// <summary>What one connection has read.</summary>
    private readonly record struct Reading(long Frames, long BodyBytes, string? Error);
}
