using SegStream.Benchmarks.Holding;
using SegStream.Benchmarks.Processes;
using SegStream.Benchmarks.Sse;

namespace SegStream.Benchmarks.Idle;

/// <summary>A variant with its server process, its client process and the heap after each round. Streams are opened and never closed.</summary>
internal sealed class IdleContender(IdleVariant variant, ServerProcess server, int streamsPerRound) : IDisposable
{
    private readonly HoldProcess _client = new();
    private readonly List<long> _heaps = [];

    public IdleVariant Variant => variant;

    /// <summary>Bytes of heap that each stream of a round has added.</summary>
    public IEnumerable<double> Rounds => _heaps.Skip(1).Zip(_heaps, (after, before) => (double)(after - before) / streamsPerRound);

    /// <summary>The same over all rounds, tables that grow by doubling included.</summary>
    public double Mean => (double)(_heaps[^1] - _heaps[0]) / ((_heaps.Count - 1) * streamsPerRound);

    public static async Task<IdleContender> StartAsync(IdleVariant variant, int streamsPerRound) =>
        new(variant, await ServerProcess.StartAsync(ServerHost.Command, variant.Name), streamsPerRound);

    /// <summary>Opens the streams of one round, the first of which is the warm-up, and weighs the heap.</summary>
    public async Task MeasureAsync()
    {
        await _client.OpenAsync(server.Port, variant.Path, streamsPerRound);
        _heaps.Add(await server.HeapAsync());
    }

    public void Dispose()
    {
        _client.Dispose();
        server.Dispose();
    }
}
