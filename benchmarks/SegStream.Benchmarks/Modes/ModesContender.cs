using SegStream.Benchmarks.Load;
using SegStream.Benchmarks.Processes;
using SegStream.Benchmarks.Sse;

namespace SegStream.Benchmarks.Modes;

/// <summary>A variant with its server process. Eight servers have to be warm within the time of a quick run.</summary>
internal sealed class ModesContender(ModesVariant variant, ServerProcess server, BenchmarkOptions options)
    : ThroughputContender(server, options.WarmUp * (2 / 3.0), options.RoundTime)
{
    public ModesVariant Variant => variant;

    public static async Task<ModesContender> StartAsync(ModesVariant variant, BenchmarkOptions options) =>
        new(variant, await ServerProcess.StartAsync(ServerHost.Command, variant.Name), options);

    /// <summary>What is in a stream of two events.</summary>
    public Task<string> ReadTwoAsync() => Server.ReadAsync(variant.PathFor(2));

    protected override LoadRequest RequestFor(double events)
    {
        var whole = (long)Math.Ceiling(events);
        return new LoadRequest(Server.Port, variant.PathFor(whole), Connections: 1, StreamsPerConnection: 1, whole, variant.Counting);
    }
}
