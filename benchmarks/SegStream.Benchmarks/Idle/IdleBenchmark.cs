using System.Globalization;
using SegStream.Benchmarks.Holding;
using SegStream.Benchmarks.Measuring;

namespace SegStream.Benchmarks.Idle;

/// <summary>What an open stream that has nothing to say keeps on the managed heap, beyond what Kestrel keeps for its connection.</summary>
internal static class IdleBenchmark
{
    private const double PrivateCeiling = 1_300;
    private const double GroupCeiling = 200;

    public static async Task<int> RunAsync(BenchmarkOptions options)
    {
        var machine = Machine.Describe();
        var streams = Math.Min(options.Full ? 1_000 : 400, HoldProcess.MostConnections / (options.Rounds + 1));
        Console.WriteLine($"Idle, heap of the server process; {options.Rounds} rounds of {streams} more streams for each variant, interleaved");
        Console.WriteLine($"  {machine}");
        Console.WriteLine();
        var contenders = new List<IdleContender>();
        try
        {
            foreach (var variant in IdleVariant.All)
            {
                contenders.Add(await IdleContender.StartAsync(variant, streams));
            }

            for (var round = 0; round <= options.Rounds; round++)
            {
                for (var turn = 0; turn < contenders.Count; turn++)
                {
                    await contenders[(round + turn) % contenders.Count].MeasureAsync();
                }
            }
        }
        finally
        {
            contenders.ForEach(contender => contender.Dispose());
        }

        Print(contenders);
        var ceilings = Ceilings(contenders);
        var passed = Findings.Print([], ceilings);
        await Findings.WriteAsync(options.JsonFile, new
        {
            Benchmark = "idle",
            At = DateTimeOffset.UtcNow,
            Machine = machine,
            StreamsPerRound = streams,
            Variants = contenders.Select(contender => new { contender.Variant.Name, contender.Variant.Description, contender.Mean, contender.Rounds }),
            Ceilings = ceilings,
        });
        return passed ? 0 : 1;
    }

    private static void Print(List<IdleContender> contenders)
    {
        var table = new TextTable("variant", "B/stream", "median", "min", "max", "beyond Kestrel");
        foreach (var contender in contenders)
        {
            var spread = Spread.Of(contender.Rounds);
            table.Add(contender.Variant.Name, Bytes(contender.Mean), Bytes(spread.Median), Bytes(spread.Min), Bytes(spread.Max), Bytes(Beyond(contenders, contender.Variant)));
        }

        table.Print();
        Console.WriteLine();
    }

    private static IReadOnlyList<Ceiling> Ceilings(List<IdleContender> contenders) =>
    [
        new Ceiling("heap of an idle private stream beyond Kestrel's own", PrivateCeiling, Beyond(contenders, IdleVariant.SegStream), "B"),
        new Ceiling("what a registered stream keeps more in a group", GroupCeiling, Beyond(contenders, IdleVariant.InGroup) - Beyond(contenders, IdleVariant.Registered), "B"),
    ];

    private static double Beyond(List<IdleContender> contenders, IdleVariant variant) => Of(contenders, variant).Mean - Of(contenders, IdleVariant.Kestrel).Mean;

    private static IdleContender Of(List<IdleContender> contenders, IdleVariant variant) => contenders.Single(contender => contender.Variant == variant);

    private static string Bytes(double value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
