using System.Text.Json;
using SegStream.Benchmarks.Load;

namespace SegStream.Benchmarks.Processes;

/// <summary>The process that reads the streams, so that the client's work is not counted as the server's.</summary>
internal sealed class LoadProcess : IDisposable
{
    private static readonly TimeSpan TimeToRead = TimeSpan.FromSeconds(60);

    private readonly ChildProcess _process = ChildProcess.Start(LoadHost.Command);

    public async Task<LoadResult> RunAsync(LoadRequest request)
    {
        await _process.WriteLineAsync(JsonSerializer.Serialize(request));
        var result = JsonSerializer.Deserialize<LoadResult>(await _process.ReadLineAsync(TimeToRead))!;
        return result.Error is null ? result : throw new InvalidOperationException($"{request.Path}: {result.Error}");
    }

    public void Dispose() => _process.Dispose();
}
