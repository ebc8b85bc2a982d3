using System.Globalization;
using System.Text.Json;
using SegStream.Benchmarks.Measuring;
using SegStream.Benchmarks.Processes;

namespace SegStream.Benchmarks.Broadcast;

/// <summary>Events for 1,000 SSE streams at once, beside a channel per client.</summary>
internal static class BroadcastBenchmark
{
    private const double CpuGate = 6;
    private const double LastByteGate = 3.5;
    private const double CallGate = 8;
    private const double AllocationLimit = 1;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static async Task<int> RunAsync(BenchmarkOptions options)
    {
        var workload = new BroadcastWorkload(options.Connections == 1 ? 1_000 : options.Connections, BurstEvents: 500, PacedEvents: 8, PauseMicroseconds: 25_000);
        var machine = Machine.Describe();
        Console.WriteLine($"Broadcast, {workload.Connections} SSE connections: bursts of {workload.BurstEvents} events, and {workload.PacedEvents} events with pauses; {options.Rounds} rounds for each variant, interleaved");
        Console.WriteLine($"  {machine}");
        Console.WriteLine();
        using var client = ChildProcess.Start(BroadcastHost.Command);
        var contenders = new List<BroadcastContender>();
        try
        {
            foreach (var variant in BroadcastVariant.All.Where(variant => options.Full || !variant.OnlyInFull))
            {
                contenders.Add(await BroadcastContender.StartAsync(variant, client, workload));
            }

            await MeasureAsync(contenders, options);
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
            var report = new { Benchmark = "broadcast", At = DateTimeOffset.UtcNow, Machine = machine, Workload = workload, Variants = contenders.Select(contender => new { contender.Variant, contender.Rounds }), Gates = gates };
            await File.WriteAllTextAsync(file, JsonSerializer.Serialize(report, Json));
        }

        return gates.All(gate => gate.Passed) ? 0 : 1;
    }

    private static async Task MeasureAsync(List<BroadcastContender> contenders, BenchmarkOptions options)
    {
        var warmUps = options.Full ? 8 : 4;
        for (var round = 0; round < warmUps + options.Rounds; round++)
        {
            for (var turn = 0; turn < contenders.Count; turn++)
            {
                await contenders[(round + turn) % contenders.Count].MeasureAsync(keep: round >= warmUps);
            }
        }
    }

    private static void Print(IReadOnlyList<BroadcastContender> contenders)
    {
        var table = new TextTable("variant", "CPU ns/delivery", "last byte ms", "call us", "B/delivery", "paced: call us", "CPU ns/delivery");
        foreach (var contender in contenders)
        {
            table.Add(
                contender.Variant.Name,
                Digits(contender.Rounds.Select(round => round.CpuNanosecondsPerDelivery)),
                Digits(contender.Rounds.Select(round => round.MillisecondsToLastByte)),
                Digits(contender.Rounds.Select(round => round.CallMicroseconds)),
                Digits(contender.Rounds.Select(round => round.AllocatedBytesPerDelivery)),
                Digits(contender.Rounds.Select(round => round.PacedCallMicroseconds)),
                Digits(contender.Rounds.Select(round => round.PacedCpuNanosecondsPerDelivery)));
        }

        table.Print();
        var foreign = Spread.Of(contenders.SelectMany(contender => contender.Rounds).Select(round => round.ForeignShare));
        Console.WriteLine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  other programs took {foreign.Median:P0} of the processors during the bursts, at most {foreign.Max:P0}{(foreign.Median > 0.05 ? ": take no figure from here" : "")}"));
        Console.WriteLine();
    }

    private static IReadOnlyList<Gate> Gates(IReadOnlyList<BroadcastContender> contenders)
    {
        var own = contenders.Single(contender => contender.Variant == BroadcastVariant.Log);
        var peer = contenders.Single(contender => contender.Variant == BroadcastVariant.TypedResults);
        var allocated = Spread.Of(own.Rounds.Select(round => round.AllocatedBytesPerDelivery)).Median;
        return
        [
            new Gate("burst, CPU per delivery, channel per client to SegStream", CpuGate, Ratio(round => round.CpuNanosecondsPerDelivery)),
            new Gate("burst, time to the last byte", LastByteGate, Ratio(round => round.MillisecondsToLastByte)),
            new Gate("burst, the broadcaster's call", CallGate, Ratio(round => round.CallMicroseconds)),
            new Gate("clients at rest, the broadcaster's call", CallGate, Ratio(round => round.PacedCallMicroseconds)),
            new Gate(string.Create(CultureInfo.InvariantCulture, $"burst, bytes allocated per delivery ({allocated:0.00}) within {AllocationLimit}"), 1, AllocationLimit / Math.Max(allocated, 0.001)),
        ];

        double Ratio(Func<BroadcastRound, double> figure) =>
            Spread.Of(peer.Rounds.Zip(own.Rounds, (theirs, ours) => figure(theirs) / figure(ours))).Median;
    }

    private static string Digits(IEnumerable<double> samples) => Spread.Of(samples).Median.ToString("N1", CultureInfo.InvariantCulture);
}
