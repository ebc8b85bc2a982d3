using System.Globalization;
using SegStream.Benchmarks.Measuring;

namespace SegStream.Benchmarks.Frames;

/// <summary>Frames by way of an array, in the memory of the response or straight into it, and what compression costs a stream.</summary>
internal static class FrameBenchmark
{
    /// <summary>Bytes that one contender writes in one round, about.</summary>
    private const int BytesPerRound = 64 * 1024 * 1024;

    private static readonly int[] Sizes = [100, 2_048, 8_192, 65_536];

    public static async Task<int> RunAsync(BenchmarkOptions options)
    {
        var machine = Machine.Describe();
        Console.WriteLine($"Frames into a pipe of 4 KB blocks, {options.Rounds} rounds for each, interleaved");
        Console.WriteLine($"  {machine}");
        Console.WriteLine();

        // First, because the memory that the other part leaves behind would hide theirs.
        CompressorCost[] compressors = [CompressorCost.Measure("gzip, fastest", StreamCompression.Gzip), CompressorCost.Measure("brotli, quality 5, 64 KB", StreamCompression.Brotli)];
        CompressorCost.Release();

        var ways = Enum.GetValues<FrameWay>();
        var scenarios = Sizes.SelectMany(size => new[]
        {
            (Name: $"{size} bytes, copied", Size: size, Ways: Array.ConvertAll(ways, way => FrameContender.OfBytes(way, size))),
            (Name: $"{size} bytes, JSON", Size: size, Ways: Array.ConvertAll(ways, way => FrameContender.OfJson(way, size))),
        }).ToArray();
        foreach (var scenario in scenarios)
        {
            Measure(scenario.Ways, Math.Clamp(BytesPerRound / scenario.Size, 500, 100_000), options);
        }

        Print(scenarios.Select(static scenario => (scenario.Name, scenario.Ways)));
        Print(compressors);
        await Findings.WriteAsync(options.JsonFile, new
        {
            Benchmark = "frames",
            At = DateTimeOffset.UtcNow,
            Machine = machine,
            Scenarios = scenarios.Select(static scenario => new { scenario.Name, Ways = scenario.Ways.Select(static way => new { Name = way.Way.ToString(), NanosecondsPerEvent = way.Rounds }) }),
            Compressors = compressors.Select(static each => new { each.Name, each.KilobytesPerStream, each.MicrosecondsPerEvent, each.Share }),
        });
        return 0;
    }

    private static void Measure(FrameContender[] ways, int events, BenchmarkOptions options)
    {
        foreach (var way in ways)
        {
            way.WarmUp(options.WarmUp / 4, Math.Min(events, 1_000));
        }

        for (var round = 0; round < options.Rounds; round++)
        {
            // Each round begins with another one.
            for (var turn = 0; turn < ways.Length; turn++)
            {
                ways[(round + turn) % ways.Length].Measure(events);
            }
        }
    }

    private static void Print(IEnumerable<(string Name, FrameContender[] Ways)> scenarios)
    {
        var table = new TextTable("frame", "array and copy, ns", "in place, ns", "straight, ns", "in place is faster by", "min", "max", "straight is faster by", "min", "max");
        foreach (var (name, ways) in scenarios)
        {
            var inPlace = Ratio(ways[(int)FrameWay.InPlace]);
            var straight = Ratio(ways[(int)FrameWay.Straight]);
            table.Add([name, .. ways.Select(static way => Figure(Spread.Of(way.Rounds).Median)), Times(inPlace.Median), Times(inPlace.Min), Times(inPlace.Max), Times(straight.Median), Times(straight.Min), Times(straight.Max)]);

            Spread Ratio(FrameContender way) => Spread.Of(ways[(int)FrameWay.Copied].Rounds.Zip(way.Rounds, static (copied, other) => copied / other));
        }

        table.Print();
        Console.WriteLine();
    }

    private static void Print(CompressorCost[] compressors)
    {
        var table = new TextTable("compressor of a stream", "KB kept", "µs per event", "min", "max", "of the plain size");
        foreach (var each in compressors)
        {
            table.Add(each.Name, Figure(each.KilobytesPerStream), Figure(each.Time.Median), Figure(each.Time.Min), Figure(each.Time.Max), each.Share.ToString("P0", CultureInfo.InvariantCulture));
        }

        table.Print();
    }

    private static string Figure(double value) => value.ToString("0", CultureInfo.InvariantCulture);

    private static string Times(double value) => value.ToString("0.00", CultureInfo.InvariantCulture) + "x";
}
