using SegStream.Benchmarks.Holding;
using SegStream.Benchmarks.Processes;
using SegStream.Benchmarks.Sse;

namespace SegStream.Benchmarks.Heartbeats;

/// <summary>One variant in one window.</summary>
internal sealed record HeartbeatRound(double CpuMicrosecondsPerHeartbeat, double HeartbeatsPerSecond, double ServerCpuSeconds, double ClientCpuSeconds);

/// <summary>A variant with its server process, its client process and its windows.</summary>
internal sealed class HeartbeatContender(HeartbeatVariant variant, ServerProcess server) : IDisposable
{
    private readonly HoldProcess _client = new();
    private readonly List<HeartbeatRound> _rounds = [];
    private ResourceUsage? _serverBefore;
    private HoldResult? _clientBefore;

    public HeartbeatVariant Variant => variant;

    public IReadOnlyList<HeartbeatRound> Rounds => _rounds;

    public static async Task<HeartbeatContender> StartAsync(HeartbeatVariant variant) => new(variant, await ServerProcess.StartAsync(ServerHost.Command, variant.Name));

    public Task OpenAsync(int streams) => _client.OpenAsync(server.Port, variant.Path, streams);

    public async Task BeginAsync()
    {
        _clientBefore = await _client.LookAsync();
        _serverBefore = await server.UsageAsync();
    }

    public async Task EndAsync(double seconds)
    {
        var serverAfter = await server.UsageAsync();
        var clientAfter = await _client.LookAsync();
        var cpu = serverAfter.CpuSeconds - _serverBefore!.CpuSeconds;
        var heartbeats = clientAfter.Heartbeats - _clientBefore!.Heartbeats;
        _rounds.Add(new HeartbeatRound(cpu * 1e6 / Math.Max(1, heartbeats), heartbeats / seconds, cpu, clientAfter.CpuSeconds - _clientBefore.CpuSeconds));
    }

    public void Dispose()
    {
        _client.Dispose();
        server.Dispose();
    }
}
