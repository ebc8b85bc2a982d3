using System.Text.Json;
using SegStream.Benchmarks.Processes;

namespace SegStream.Benchmarks.Holding;

/// <summary>The process that keeps streams open.</summary>
internal sealed class HoldProcess : IDisposable
{
    private static readonly TimeSpan TimeToOpen = TimeSpan.FromSeconds(60);

    private readonly ChildProcess _process = ChildProcess.Start(HoldHost.Command);

    /// <summary>Connections that one process may have beside its other files.</summary>
    public static int MostConnections
    {
        get
        {
            const int OtherFiles = 500;
            const string Limits = "/proc/self/limits";
            var limit = File.Exists(Limits)
                ? File.ReadLines(Limits).Where(line => line.StartsWith("Max open files", StringComparison.Ordinal)).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2]).FirstOrDefault()
                : null;
            return int.TryParse(limit, out var files) ? Math.Max(0, files - OtherFiles) : int.MaxValue;
        }
    }

    /// <summary>Opens connections and keeps them.</summary>
    public Task<HoldResult> OpenAsync(int port, string path, int connections) => AskAsync(new HoldRequest(port, path, connections));

    /// <summary>Tells what has come on all connections.</summary>
    public Task<HoldResult> LookAsync() => AskAsync(new HoldRequest(0, "/", 0));

    public void Dispose() => _process.Dispose();

    private async Task<HoldResult> AskAsync(HoldRequest request)
    {
        await _process.WriteLineAsync(JsonSerializer.Serialize(request));
        var result = JsonSerializer.Deserialize<HoldResult>(await _process.ReadLineAsync(TimeToOpen))!;
        return result.Error is null ? result : throw new InvalidOperationException($"{request.Path}: {result.Error}");
    }
}
