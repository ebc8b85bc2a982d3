using System.Globalization;
using System.Text.Json;
using SegStream.Benchmarks.Measuring;
using SegStream.Benchmarks.Processes;

namespace SegStream.Benchmarks.Latency;

/// <summary>One stream at 10,000 events per second: how long an event takes to the client, and what it costs the server, beside <c>TypedResults.ServerSentEvents</c>.</summary>
internal static class LatencyBenchmark
{
    /// <summary>Multiples of what SegStream takes with its transport.</summary>
    private const double CpuGate = 10;
    private const double P99Gate = 1 / 0.7;
    private const double P999Gate = 1 / 0.4;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static async Task<int> RunAsync(BenchmarkOptions options)
    {
        var seconds = options.Full ? 3 : 0.9;
        var machine = Machine.Describe();
        Console.WriteLine($"Latency, one SSE connection, 10,000 events per second; {options.Rounds} rounds of {seconds} s for each variant, interleaved");
        Console.WriteLine($"  {machine}");
        Console.WriteLine();
        using var client = ChildProcess.Start(LatencyHost.Command);
        var contenders = new List<LatencyContender>();
        try
        {
            foreach (var variant in LatencyVariant.All)
            {
                contenders.Add(await LatencyContender.StartAsync(variant, client));
            }

            foreach (var contender in contenders)
            {
                await contender.MeasureAsync(seconds, keep: false);
            }

            for (var round = 0; round < options.Rounds; round++)
            {
                for (var turn = 0; turn < contenders.Count; turn++)
                {
                    await contenders[(round + turn) % contenders.Count].MeasureAsync(seconds, keep: true);
                }
            }
        }
        finally
        {
            contenders.ForEach(contender => contender.Dispose());
        }

        Print(contenders);
        var gates = Gates(contenders);
        foreach (var gate in gates)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {(gate.Passed ? "passed" : "MISSED")}: {gate.Name}: {gate.Measured:0.00}x, at least {gate.AtLeast:0.00}x"));
        }

        if (options.JsonFile is { } file)
        {
            var report = new { Benchmark = "latency", At = DateTimeOffset.UtcNow, Machine = machine, Variants = contenders.Select(contender => new { contender.Variant, contender.Rounds }), Gates = gates };
            await File.WriteAllTextAsync(file, JsonSerializer.Serialize(report, Json));
        }

        return gates.All(gate => gate.Passed) ? 0 : 1;
    }

    private static void Print(IReadOnlyList<LatencyContender> contenders)
    {
        var producer = contenders.Single(contender => contender.Variant == LatencyVariant.Nothing);
        var table = new TextTable("variant", "p50 us", "p99 us", "p99.9 us", "CPU us/event", "less the producer");
        foreach (var contender in contenders)
        {
            table.Add(
                contender.Variant.Name,
                Digits(contender.Rounds.Select(round => round.P50)),
                Digits(contender.Rounds.Select(round => round.P99)),
                Digits(contender.Rounds.Select(round => round.P999)),
                Digits(contender.Rounds.Select(round => round.CpuMicrosecondsPerEvent)),
                Digits(NetCpu(contender, producer)));
        }

        table.Print();
        var foreign = Spread.Of(contenders.SelectMany(contender => contender.Rounds).Select(round => round.ForeignShare));
        Console.WriteLine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  other programs took {foreign.Median:P0} of the processors during the rounds, at most {foreign.Max:P0}{(foreign.Median > 0.05 ? ": take no figure from here" : "")}"));
        Console.WriteLine();
    }

    private static IReadOnlyList<Gate> Gates(IReadOnlyList<LatencyContender> contenders)
    {
        var own = contenders.Single(contender => contender.Variant == LatencyVariant.SegStreamTransport);
        var peer = contenders.Single(contender => contender.Variant == LatencyVariant.TypedResults);
        var producer = contenders.Single(contender => contender.Variant == LatencyVariant.Nothing);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  TypedResults to SegStream with its transport: p50 {Of(round => round.P50):0.00}x"));
        return
        [
            new Gate("CPU per event less the producer's, TypedResults to SegStream with its transport", CpuGate, Ratio(NetCpu(peer, producer), NetCpu(own, producer))),
            new Gate("p99, TypedResults to SegStream with its transport", P99Gate, Of(round => round.P99)),
            new Gate("p99.9, TypedResults to SegStream with its transport", P999Gate, Of(round => round.P999)),
        ];

        double Of(Func<LatencyRound, double> figure) => Ratio(peer.Rounds.Select(figure), own.Rounds.Select(figure));
    }

    private static IEnumerable<double> NetCpu(LatencyContender contender, LatencyContender producer) =>
        contender.Rounds.Zip(producer.Rounds, static (round, alone) => Math.Max(0.1, round.CpuMicrosecondsPerEvent - alone.CpuMicrosecondsPerEvent));

    private static double Ratio(IEnumerable<double> peer, IEnumerable<double> own) => Spread.Of(peer.Zip(own, static (theirs, ours) => theirs / ours)).Median;

    private static string Digits(IEnumerable<double> samples) => Spread.Of(samples).Median.ToString("0.0", CultureInfo.InvariantCulture);
}
