using System.Diagnostics;
using System.Text;
using SegStream.Benchmarks.Measuring;
using SegStream.Hosting;

namespace SegStream.Benchmarks.Frames;

/// <summary>What the compressor of a stream costs: small JSON events, each flushed alone.</summary>
internal sealed record CompressorCost(string Name, double KilobytesPerStream, IReadOnlyList<double> MicrosecondsPerEvent, double Share)
{
    private const int Streams = 200;
    private const int Events = 50;

    /// <summary>Streams that are only there to be measured: what the process keeps for them is part of the figures, so they are kept until the end.</summary>
    private static readonly List<BodyCompressor> Kept = [];

    public static CompressorCost Measure(string name, StreamCompression coding)
    {
        // Once for the JIT and the native library.
        Run([BodyCompressor.Create(coding)], out _, out _);

        var before = ResidentBytes();
        var streams = Enumerable.Range(0, Streams).Select(_ => BodyCompressor.Create(coding)).ToArray();
        Kept.AddRange(streams);
        var (plain, packed) = (0L, 0L);
        var times = new List<double>();
        foreach (var some in streams.Chunk(Streams / 5))
        {
            var begin = Environment.CpuUsage.TotalTime;
            Run(some, out var bytes, out var sent);
            times.Add((Environment.CpuUsage.TotalTime - begin).TotalMicroseconds / (some.Length * Events));
            (plain, packed) = (plain + bytes, packed + sent);
        }

        var kilobytes = (ResidentBytes() - before) / 1024.0 / Streams;
        return new CompressorCost(name, kilobytes, times, packed / (double)plain);
    }

    public static void Release()
    {
        Kept.ForEach(static compressor => compressor.Dispose());
        Kept.Clear();
    }

    private static void Run(BodyCompressor[] streams, out long plain, out long packed)
    {
        (plain, packed) = (0, 0);
        var random = new Random(7);
        var frames = Enumerable.Range(0, Events)
            .Select(index => Encoding.UTF8.GetBytes($"event: progress\ndata: {{\"id\":{random.Next()},\"done\":{index},\"total\":{Events},\"file\":\"orders-{random.Next(1000)}.csv\",\"state\":\"running\"}}\n\n"))
            .ToArray();
        foreach (var stream in streams)
        {
            foreach (var frame in frames)
            {
                stream.Write(frame);
                plain += frame.Length;
                packed += stream.Output.Length;

                // As behind a flush: a quiet stream has its compressor and no buffers.
                stream.Output.Release();
            }
        }
    }

    private static long ResidentBytes()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }

    /// <summary>The middle of the times.</summary>
    public Spread Time => Spread.Of(MicrosecondsPerEvent);
}
