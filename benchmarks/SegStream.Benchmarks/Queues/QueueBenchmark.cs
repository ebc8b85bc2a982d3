using System.Globalization;
using System.Text.Json;
using SegStream.Benchmarks.Measuring;

namespace SegStream.Benchmarks.Queues;

/// <summary>The queue of a stream beside the queues of the platform, in one process.</summary>
internal static class QueueBenchmark
{
    private const int Capacity = 1024;
    private const int WarmUpCalls = 60;
    private const string Own = "SegmentedQueue";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static int Run(BenchmarkOptions options)
    {
        var machine = Machine.Describe();
        Console.WriteLine($"Queue, {options.Rounds} rounds for each, interleaved");
        Console.WriteLine($"  {machine}");
        Console.WriteLine();

        using var one = new SenderThreads(1);
        using var two = new SenderThreads(2);
        var scenarios = Scenarios(one, two);
        foreach (var scenario in scenarios)
        {
            Measure(scenario, options);
        }

        var gates = Report(scenarios);
        if (options.JsonFile is not null)
        {
            var result = new
            {
                Benchmark = "queue",
                At = DateTimeOffset.UtcNow,
                Machine = machine,
                Scenarios = scenarios.Select(scenario => new { scenario.Name, scenario.ItemsPerCall, Contenders = scenario.Contenders.Select(contender => new { contender.Name, NanosecondsPerItem = contender.Rounds }) }),
                Gates = gates.Select(gate => new { gate.Name, gate.AtLeast, Measured = double.IsNaN(gate.Measured) ? (double?)null : gate.Measured, gate.Passed }),
            };
            File.WriteAllText(options.JsonFile, JsonSerializer.Serialize(result, Json));
        }

        return gates.All(gate => gate.Passed) ? 0 : 1;
    }

    private static QueueScenario[] Scenarios(SenderThreads one, SenderThreads two)
    {
        var segmented = new SegmentedQueueUnderTest();
        var concurrent = new ConcurrentQueueUnderTest();
        var unbounded = ChannelUnderTest.Unbounded();
        var stream = StreamChannelUnderTest.Bounded(Capacity);
        var bounded = ChannelUnderTest.Bounded(Capacity);
        return
        [
            new("one thread, in and out", 20_000,
            [
                new(Own, items => QueueScenarios.Pairs(segmented, items)),
                new("ConcurrentQueue", items => QueueScenarios.Pairs(concurrent, items), Gate: 1.35, Aim: 1.8),
                new("Channel, one reader", items => QueueScenarios.Pairs(unbounded, items)),
            ]),
            new("two senders against each other", 16_000,
            [
                new(Own, items => QueueScenarios.ContendedSends(segmented, items, two)),
                new("ConcurrentQueue", items => QueueScenarios.ContendedSends(concurrent, items, two), Gate: 2.0, Aim: 3.5),
                new("Channel, one reader", items => QueueScenarios.ContendedSends(unbounded, items, two), Gate: 2.5, Aim: 4.0),
            ]),
            new("drain in batches", 8_192,
            [
                new(Own, items => QueueScenarios.DrainOnly(segmented, items)),
                new("ConcurrentQueue", items => QueueScenarios.DrainOnly(concurrent, items), Gate: 2.5, Aim: 5.0),
                new("Channel, one reader", items => QueueScenarios.DrainOnly(unbounded, items)),
            ]),
            new("bounded 1024, one sender and the reader", 100_000,
            [
                new("StreamChannel", items => QueueScenarios.FlatOut(stream, items, one)),
                new("Channel.CreateBounded", items => QueueScenarios.FlatOut(bounded, items, one), Gate: 8, Aim: 14),
            ]),
            new("bounded 1024, two senders and the reader", 100_000,
            [
                new("StreamChannel", items => QueueScenarios.FlatOut(stream, items, two)),
                new("Channel.CreateBounded", items => QueueScenarios.FlatOut(bounded, items, two), Gate: 8, Aim: 14),
            ]),

            // No aim: two cores fight for one line here, and which of them runs ahead decides.
            new("unbounded, one sender and the reader", 100_000,
            [
                new(Own, items => QueueScenarios.FlatOut(segmented, items, one)),
                new("ConcurrentQueue", items => QueueScenarios.FlatOut(concurrent, items, one)),
                new("Channel, one reader", items => QueueScenarios.FlatOut(unbounded, items, one)),
            ]),
        ];
    }

    private static void Measure(QueueScenario scenario, BenchmarkOptions options)
    {
        // A part of the time of a web round: there are more scenarios, and each is steadier.
        var roundSeconds = options.RoundTime.TotalSeconds / 6;
        foreach (var contender in scenario.Contenders)
        {
            for (var call = 0; call < WarmUpCalls; call++)
            {
                contender.Run(scenario.ItemsPerCall);
            }
        }

        for (var round = 0; round < options.Rounds; round++)
        {
            for (var turn = 0; turn < scenario.Contenders.Count; turn++)
            {
                var contender = scenario.Contenders[(round + turn) % scenario.Contenders.Count];
                var calls = new List<double>();
                var left = roundSeconds;
                while (left > 0)
                {
                    var timing = contender.Run(scenario.ItemsPerCall);
                    left -= timing.Seconds;
                    if (timing.IsContended)
                    {
                        calls.Add(timing.Seconds * 1e9 / scenario.ItemsPerCall);
                    }
                    else
                    {
                        contender.Disturbed++;
                    }
                }

                contender.Rounds.Add(calls.Count > 0 ? Spread.Of(calls).Median : null);
            }
        }
    }

    private static List<Gate> Report(QueueScenario[] scenarios)
    {
        var gates = new List<Gate>();
        var table = new TextTable("scenario", "ns/item", "min", "max", "SegStream is faster by", "min", "max", "gate", "aim");
        foreach (var scenario in scenarios)
        {
            var own = scenario.Contenders[0];
            foreach (var contender in scenario.Contenders)
            {
                var time = SpreadOfMeasured(contender.Rounds);
                var ratio = SpreadOfMeasured(contender.Rounds.Zip(own.Rounds, (peer, mine) => peer / mine));
                table.Add(
                    $"{scenario.Name}: {contender.Name}",
                    Nanoseconds(time.Median),
                    Nanoseconds(time.Min),
                    Nanoseconds(time.Max),
                    contender == own ? "" : Ratio(ratio.Median),
                    contender == own ? "" : Ratio(ratio.Min),
                    contender == own ? "" : Ratio(ratio.Max),
                    contender.Gate is { } gate ? $"{Ratio(gate)} {(ratio.Median >= gate ? "passed" : "MISSED")}" : "",
                    contender.Aim is { } aim ? $"{Ratio(aim)} {(ratio.Median >= aim ? "reached" : "not yet")}" : "");
                if (contender.Gate is { } limit)
                {
                    gates.Add(new Gate($"{scenario.Name}: {own.Name} to {contender.Name}", limit, ratio.Median));
                }
            }
        }

        table.Print();
        var disturbed = scenarios.SelectMany(scenario => scenario.Contenders).Sum(contender => contender.Disturbed);
        if (disturbed > 0)
        {
            Console.WriteLine($"  {disturbed} calls were left out because their threads did not run at the same time; where too many were, there is no figure and the gate counts as missed.");
        }

        return gates;
    }

    // Half of the rounds at least: what is left of a disturbed run says nothing.
    private static Spread SpreadOfMeasured(IEnumerable<double?> rounds)
    {
        var all = rounds.ToArray();
        double[] measured = [.. all.Where(round => round.HasValue).Select(round => round!.Value)];
        return measured.Length * 2 >= all.Length ? Spread.Of(measured) : new Spread(double.NaN, double.NaN, double.NaN);
    }

    private static string Nanoseconds(double value) => double.IsNaN(value) ? "-" : value.ToString("0.0", CultureInfo.InvariantCulture);

    private static string Ratio(double value) => double.IsNaN(value) ? "-" : value.ToString("0.00", CultureInfo.InvariantCulture) + "x";
}
