using System.Diagnostics;
using System.Text.Json;

namespace SegStream.Benchmarks.Broadcast;

/// <summary>The reading process: many raw sockets for each server, which stay open over all rounds.</summary>
internal static class BroadcastHost
{
    public const string Command = "broadcast-process";

    private static readonly TimeSpan TimeToRead = TimeSpan.FromSeconds(30);

    public static int Run()
    {
        var audiences = new Dictionary<string, Audience>();
        while (Console.In.ReadLine() is { } line)
        {
            var request = JsonSerializer.Deserialize<BroadcastRequest>(line)!;
            if (!audiences.TryGetValue(request.Server, out var audience))
            {
                audiences.Add(request.Server, audience = Audience.Open(request.Port, request.Connections));
                Answer(new BroadcastResult(0, 0, null));
                continue;
            }

            var cpuBefore = Environment.CpuUsage.TotalTime;
            var arrived = audience.ExpectAsync(request.EventsEach);
            Answer(new BroadcastResult(0, 0, null));
            var inTime = arrived.Wait(TimeToRead);
            Answer(new BroadcastResult(
                inTime ? arrived.Result : Stopwatch.GetTimestamp(),
                (Environment.CpuUsage.TotalTime - cpuBefore).TotalSeconds,
                inTime ? audience.Error : $"{audience.Missing} events did not come."));
        }

        return 0;
    }

    private static void Answer(BroadcastResult result)
    {
        Console.Out.WriteLine(JsonSerializer.Serialize(result));
        Console.Out.Flush();
    }
}
