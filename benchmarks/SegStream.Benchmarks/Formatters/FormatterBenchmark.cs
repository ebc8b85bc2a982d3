using System.Globalization;
using System.Text.Json;
using SegStream.Benchmarks.Measuring;

namespace SegStream.Benchmarks.Formatters;

/// <summary>What it takes to make the frame of one event, without queue, pump and client.</summary>
internal static class FormatterBenchmark
{
    /// <summary>How much faster than the serializer's fast path the generated writer must be for the small event.</summary>
    private const double SmallEventGate = 1.3;

    private const int EventsPerRound = 50_000;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static int Run(BenchmarkOptions options)
    {
        var machine = Machine.Describe();
        Console.WriteLine($"Frames of Server-Sent Events in memory, {options.Rounds} rounds of {EventsPerRound} for each, interleaved");
        Console.WriteLine($"  {machine}");
        Console.WriteLine();
        var scenarios = Scenarios();
        foreach (var scenario in scenarios)
        {
            Measure(scenario, options);
        }

        var gate = new Gate($"{scenarios[0].Name}, {FormatterScenario.Generated} to {FormatterScenario.FastPath}", SmallEventGate, Ratio(scenarios[0], 1).Median);
        Print(scenarios, gate);
        if (options.JsonFile is not null)
        {
            var result = new
            {
                Benchmark = "formatter",
                At = DateTimeOffset.UtcNow,
                Machine = machine,
                Scenarios = scenarios.Select(scenario => new { scenario.Name, Contenders = scenario.Contenders.Select(contender => new { contender.Name, NanosecondsPerEvent = contender.Rounds }) }),
                Gates = new[] { gate },
            };
            File.WriteAllText(options.JsonFile, JsonSerializer.Serialize(result, Json));
        }

        return gate.Passed ? 0 : 1;
    }

    private static FormatterScenario[] Scenarios()
    {
        var at = new DateTimeOffset(2026, 5, 17, 13, 45, 30, 123, TimeSpan.FromHours(2));
        var lines = new SampleEvent.Line[] { new("green tea, 100 g", 2, 7.90m), new("tea pot", 1, 34.00m), new("cup", 4, 6.25m) };
        return
        [
            FormatterScenario.Of("progress: two numbers, a short text", new SampleEvent.Progress(123, 4567, "orders.csv")),
            FormatterScenario.Of("sample: four numbers, a flag", new SampleEvent.Sample(1_234_567_890, 0.1, 37.25, -1.5e-7, true)),
            FormatterScenario.Of("message: text without escapes", new SampleEvent.Message("alice", "The streams of this house end when somebody says so, and not before.", at)),
            FormatterScenario.Of("message: text with escapes", new SampleEvent.Message("Zoë", "\"Schöne Grüße\" aus Köln & <überall>,\nsagt sie.", at)),
            FormatterScenario.Of("order: three lines in it", new SampleEvent.Order(new Guid("0f8fad5b-d9cb-469f-a165-70867728950e"), "Miller & Sons", at, 74.80m, lines, null)),
        ];
    }

    private static void Measure(FormatterScenario scenario, BenchmarkOptions options)
    {
        foreach (var contender in scenario.Contenders)
        {
            contender.WarmUp(options.WarmUp / scenario.Contenders.Count, EventsPerRound);
        }

        for (var round = 0; round < options.Rounds; round++)
        {
            // Each round begins with another one, so that none always runs behind the same.
            for (var turn = 0; turn < scenario.Contenders.Count; turn++)
            {
                scenario.Contenders[(round + turn) % scenario.Contenders.Count].Measure(EventsPerRound);
            }
        }
    }

    private static Spread Ratio(FormatterScenario scenario, int peer) =>
        Spread.Of(scenario.Contenders[peer].Rounds.Zip(scenario.Contenders[0].Rounds, (theirs, own) => theirs / own));

    private static void Print(FormatterScenario[] scenarios, Gate gate)
    {
        foreach (var scenario in scenarios)
        {
            var table = new TextTable(scenario.Name, "ns/event", "min", "max", "generated is faster by", "min", "max");
            for (var index = 0; index < scenario.Contenders.Count; index++)
            {
                var time = Spread.Of(scenario.Contenders[index].Rounds);
                var ratio = Ratio(scenario, index);
                table.Add(scenario.Contenders[index].Name, Figure(time.Median), Figure(time.Min), Figure(time.Max), Times(ratio.Median), Times(ratio.Min), Times(ratio.Max));
            }

            table.Print();
            Console.WriteLine();
        }

        Console.WriteLine($"  {(gate.Passed ? "passed" : "MISSED")}: {gate.Name}: {Times(gate.Measured)}, at least {Times(gate.AtLeast)}");
    }

    private static string Figure(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);

    private static string Times(double value) => value.ToString("0.00", CultureInfo.InvariantCulture) + "x";
}
