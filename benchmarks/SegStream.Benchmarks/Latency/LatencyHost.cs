using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace SegStream.Benchmarks.Latency;

/// <summary>What the reading process is asked.</summary>
internal sealed record LatencyRequest(int Port, string Path, int Events);

/// <summary>What it answers: microseconds from the producer's call to the client's hands.</summary>
internal sealed record LatencyResult(double P50, double P99, double P999, double Seconds, double CpuSeconds, string? Error);

/// <summary>The reading process: one raw socket, which takes the time of every event as it comes out.</summary>
internal static class LatencyHost
{
    public const string Command = "latency-process";

    public static int Run()
    {
        while (Console.In.ReadLine() is { } line)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(Read(JsonSerializer.Deserialize<LatencyRequest>(line)!)));
            Console.Out.Flush();
        }

        return 0;
    }

    private static LatencyResult Read(LatencyRequest request)
    {
        var cpuBefore = Environment.CpuUsage.TotalTime;
        var started = Stopwatch.GetTimestamp();
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = 20_000 };
        socket.Connect(new IPEndPoint(IPAddress.Loopback, request.Port));
        socket.Send(Encoding.ASCII.GetBytes($"GET {request.Path} HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        var latencies = ReadLatencies(socket);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var cpu = (Environment.CpuUsage.TotalTime - cpuBefore).TotalSeconds;
        if (latencies.Count != request.Events)
        {
            return new LatencyResult(0, 0, 0, seconds, cpu, $"{latencies.Count} events came instead of {request.Events}.");
        }

        latencies.Sort();
        return latencies.Count == 0
            ? new LatencyResult(0, 0, 0, seconds, cpu, null)
            : new LatencyResult(Microseconds(latencies, 0.5), Microseconds(latencies, 0.99), Microseconds(latencies, 0.999), seconds, cpu, null);
    }

    private static List<long> ReadLatencies(Socket socket)
    {
        var reader = new LatencyReader();
        var buffer = new byte[64 * 1024];
        while (!reader.IsComplete)
        {
            var received = socket.Receive(buffer);
            if (received == 0)
            {
                break;
            }

            reader.Read(buffer.AsSpan(0, received));
        }

        return reader.Latencies;
    }

    private static double Microseconds(List<long> sorted, double quantile) =>
        sorted[(int)Math.Min(sorted.Count - 1, sorted.Count * quantile)] * 1e6 / Stopwatch.Frequency;
}
