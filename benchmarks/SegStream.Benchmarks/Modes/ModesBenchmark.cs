using System.Globalization;
using SegStream.Benchmarks.Load;
using SegStream.Benchmarks.Measuring;
using SegStream.Benchmarks.Processes;

namespace SegStream.Benchmarks.Modes;

/// <summary>The other modes flat out: NDJSON, lines of text and small blocks of bytes, beside what an application writes without SegStream.</summary>
internal static class ModesBenchmark
{
    /// <summary>Bytes that SegStream may allocate for an event beyond the event itself.</summary>
    private const double AllocationCeiling = 1;

    public static async Task<int> RunAsync(BenchmarkOptions options)
    {
        var machine = Machine.Describe();
        Console.WriteLine($"Modes, one connection, one long stream; {options.Rounds} rounds of about {options.RoundTime.TotalMilliseconds:0} ms for each variant, interleaved");
        Console.WriteLine($"  {machine}");
        Console.WriteLine();
        var contenders = new List<ModesContender>();
        try
        {
            using var load = new LoadProcess();
            foreach (var variant in ModesVariant.All)
            {
                contenders.Add(await ModesContender.StartAsync(variant, options));
            }

            await VerifyAsync(contenders);
            await MeasureAsync(contenders, load, options);
        }
        finally
        {
            contenders.ForEach(contender => contender.Dispose());
        }

        Print(contenders);
        var gates = Gates(contenders);
        var ceilings = Ceilings(contenders);
        var passed = Findings.Print(gates, ceilings);
        await Findings.WriteAsync(options.JsonFile, new
        {
            Benchmark = "modes",
            At = DateTimeOffset.UtcNow,
            Machine = machine,
            Variants = contenders.Select(contender => new { contender.Variant.Name, contender.Variant.Description, contender.Rounds }),
            Gates = gates,
            Ceilings = ceilings,
        });
        return passed ? 0 : 1;
    }

    /// <summary>Makes sure that the variants of a kind serve the same events.</summary>
    private static async Task VerifyAsync(List<ModesContender> contenders)
    {
        foreach (var kind in contenders.GroupBy(contender => contender.Variant.Counting))
        {
            var bodies = new List<string>();
            foreach (var contender in kind)
            {
                // A JSON array has its events in brackets and between commas, NDJSON has each in a line.
                var body = await contender.ReadTwoAsync();
                bodies.Add(kind.Key == EventCounting.Objects ? body.Trim('[', ']', '\n').Replace("},{", "}\n{", StringComparison.Ordinal) : body);
            }

            if (bodies.Distinct(StringComparer.Ordinal).Count() != 1 || bodies[0].Length == 0)
            {
                throw new InvalidOperationException($"The variants do not serve the same {kind.Key}:\n{string.Join("\n---\n", bodies)}");
            }
        }
    }

    private static async Task MeasureAsync(List<ModesContender> contenders, LoadProcess load, BenchmarkOptions options)
    {
        foreach (var contender in contenders)
        {
            await contender.WarmUpAsync(load);
        }

        // Bounded, so that a machine that is never quiet still gives an answer, with a note of what it is worth.
        var repetitions = options.Rounds * contenders.Count / 3;
        for (var round = 0; round < options.Rounds; round++)
        {
            for (var turn = 0; turn < contenders.Count; turn++)
            {
                var contender = contenders[(round + turn) % contenders.Count];
                while (!await contender.MeasureAsync(load, mustBeQuiet: repetitions > 0))
                {
                    repetitions--;
                }
            }
        }
    }

    private static void Print(List<ModesContender> contenders)
    {
        var table = new TextTable("variant", "events/s", "min", "max", "CPU ns/event", "B/event", "wire B/event");
        foreach (var contender in contenders)
        {
            var throughput = Spread.Of(contender.Rounds.Select(round => round.EventsPerSecond));
            table.Add(
                contender.Variant.Name,
                Count(throughput.Median),
                Count(throughput.Min),
                Count(throughput.Max),
                Count(Spread.Of(contender.Rounds.Select(round => round.CpuNanosecondsPerEvent)).Median),
                OneDigit(Allocated(contender)),
                OneDigit(Spread.Of(contender.Rounds.Select(round => round.BodyBytesPerEvent)).Median));
        }

        table.Print();
        Console.WriteLine();
        var ratios = new TextTable("ratio (higher is better for SegStream)", "events/s", "min", "max", "CPU saved", "min", "max", "gate", "aim");
        foreach (var (own, peer, gate, aim) in ModesVariant.Pairs)
        {
            var (throughput, cpu) = Compare(contenders, own, peer);
            ratios.Add($"{own.Name} to {peer.Name}", Ratio(throughput.Median), Ratio(throughput.Min), Ratio(throughput.Max), Ratio(cpu.Median), Ratio(cpu.Min), Ratio(cpu.Max), Ratio(gate), Ratio(aim));
        }

        ratios.Print();
        Findings.PrintForeignWork(contenders.SelectMany(contender => contender.Rounds).Select(round => round.ForeignShare));
    }

    private static IReadOnlyList<Gate> Gates(List<ModesContender> contenders) =>
        [.. ModesVariant.Pairs.Select(pair => new Gate($"events/s, {pair.Own.Name} to {pair.Peer.Name}", pair.Gate, Compare(contenders, pair.Own, pair.Peer).Throughput.Median))];

    private static IReadOnlyList<Ceiling> Ceilings(List<ModesContender> contenders) =>
        [.. ModesVariant.Pairs.Select(pair => new Ceiling(
            $"allocated for an event of {pair.Own.Name} beyond the event",
            AllocationCeiling,
            Math.Max(0, Allocated(Of(contenders, pair.Own)) - pair.Own.EventBytes),
            "B"))];

    private static (Spread Throughput, Spread Cpu) Compare(List<ModesContender> contenders, ModesVariant own, ModesVariant peer)
    {
        var pairs = Of(contenders, own).Rounds.Zip(Of(contenders, peer).Rounds).ToArray();
        return (
            Spread.Of(pairs.Select(pair => pair.First.EventsPerSecond / pair.Second.EventsPerSecond)),
            Spread.Of(pairs.Select(pair => pair.Second.CpuNanosecondsPerEvent / pair.First.CpuNanosecondsPerEvent)));
    }

    private static ModesContender Of(List<ModesContender> contenders, ModesVariant variant) => contenders.Single(contender => contender.Variant == variant);

    private static double Allocated(ModesContender contender) => Spread.Of(contender.Rounds.Select(round => round.AllocatedBytesPerEvent)).Median;

    private static string Count(double value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string OneDigit(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);

    private static string Ratio(double value) => value.ToString("0.00", CultureInfo.InvariantCulture) + "x";
}
