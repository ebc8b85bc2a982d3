using System.Globalization;
using System.Net.Http.Json;

namespace SegStream.Benchmarks.Processes;

/// <summary>A web server of its own, with one way of serving the stream.</summary>
internal sealed class ServerProcess : IDisposable
{
    /// <summary>Where a server tells what it has used so far.</summary>
    public const string UsagePath = "/control/usage";

    /// <summary>Where a server is asked to collect its garbage before a round.</summary>
    public const string CollectPath = "/control/collect";

    /// <summary>Where a server tells the size of its heap, after everything that can be collected is.</summary>
    public const string HeapPath = "/control/heap";

    private static readonly TimeSpan TimeToStart = TimeSpan.FromSeconds(30);

    private readonly ChildProcess _process;
    private readonly HttpClient _control;

    private ServerProcess(ChildProcess process, int port)
    {
        _process = process;
        Port = port;
        _control = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
    }

    /// <summary>The port on the loopback address.</summary>
    public int Port { get; }

    public static async Task<ServerProcess> StartAsync(string command, string peer)
    {
        var process = ChildProcess.Start(command, peer);
        var port = await process.ReadLineAsync(TimeToStart);
        return new ServerProcess(process, int.Parse(port, CultureInfo.InvariantCulture));
    }

    public async Task<ResourceUsage> UsageAsync() => (await _control.GetFromJsonAsync<ResourceUsage>(UsagePath))!;

    public async Task<long> HeapAsync() => long.Parse(await _control.GetStringAsync(HeapPath), CultureInfo.InvariantCulture);

    /// <summary>Reads a stream to its end, for a look at what is in it.</summary>
    public Task<string> ReadAsync(string path) => _control.GetStringAsync(path);

    public async Task CollectAsync()
    {
        using var response = await _control.PostAsync(CollectPath, content: null);
        response.EnsureSuccessStatusCode();
    }

    public void Dispose()
    {
        _control.Dispose();
        _process.Dispose();
    }
}
