using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace SegStream.Benchmarks.Holding;

/// <summary>The holding client: a process that opens streams over raw sockets, keeps them open and reads what comes, one request per line of its standard input.</summary>
internal static class HoldHost
{
    public const string Command = "hold-process";

    public static int Run()
    {
        var connections = new List<HeldConnection>();
        while (Console.In.ReadLine() is { } line)
        {
            var error = Open(connections, JsonSerializer.Deserialize<HoldRequest>(line)!);
            Console.Out.WriteLine(JsonSerializer.Serialize(new HoldResult(
                connections.Count,
                connections.Sum(connection => connection.Heartbeats),
                Environment.CpuUsage.TotalTime.TotalSeconds,
                error ?? (connections.Exists(connection => connection.IsClosed) ? "The server closed a connection." : null))));
            Console.Out.Flush();
        }

        connections.ForEach(connection => connection.Dispose());
        return 0;
    }

    private static string? Open(List<HeldConnection> connections, HoldRequest request)
    {
        var question = Encoding.ASCII.GetBytes($"GET {request.Path} HTTP/1.1\r\nHost: localhost\r\n\r\n");
        try
        {
            for (var index = 0; index < request.Connections; index++)
            {
                var connection = new HeldConnection();
                connection.Open(request.Port, question);
                connections.Add(connection);
            }

            return null;
        }
        catch (Exception exception) when (exception is SocketException or InvalidDataException)
        {
            return exception.Message;
        }
    }
}
