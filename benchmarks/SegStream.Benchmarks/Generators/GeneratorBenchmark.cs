using System.Diagnostics;
using System.Globalization;
using Microsoft.CodeAnalysis;
using SegStream.Benchmarks.Measuring;
using SegStream.Generators;

namespace SegStream.Benchmarks.Generators;

/// <summary>What the generator costs whoever types, beside the two generators that every ASP.NET Core project may run.</summary>
internal static class GeneratorBenchmark
{
    private const int KeystrokesPerRound = 2;

    public static async Task<int> RunAsync(BenchmarkOptions options)
    {
        var machine = Machine.Describe();
        Console.WriteLine($"{SampleProject.Files * SampleProject.EndpointsPerFile} endpoints in {SampleProject.Files} files, {options.Rounds} rounds for each generator, interleaved");
        Console.WriteLine($"  {machine}");
        Console.WriteLine();
        GeneratorContender[] contenders =
        [
            new("SegStream", () => new SegStreamGenerator().AsSourceGenerator()),
            new("request delegates", PeerGenerators.RequestDelegates),
            new("System.Text.Json", PeerGenerators.Json),
        ];
        var shares = Measure(contenders, options);
        var gates = Print(contenders);
        Findings.PrintForeignWork(shares);
        var passed = Findings.Print(gates, []);
        await Findings.WriteAsync(options.JsonFile, new
        {
            Benchmark = "generator",
            At = DateTimeOffset.UtcNow,
            Machine = machine,
            Contenders = contenders.Select(contender => new { contender.Name, contender.GeneratedFiles, contender.GeneratedCharacters, contender.FirstRuns, contender.Keystrokes }),
            Gates = gates,
        });
        return passed ? 0 : 1;
    }

    private static List<double> Measure(GeneratorContender[] contenders, BenchmarkOptions options)
    {
        // The first round is for the JIT.
        const int WarmUp = 1;
        var shares = new List<double>();
        for (var round = 0; round < options.Rounds + WarmUp; round++)
        {
            if (round == WarmUp)
            {
                Array.ForEach(contenders, contender => contender.Forget());
            }

            // Each round begins with another one, so that none always runs behind the same.
            var (busy, own, begin) = (ProcessorTime.Now(), Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
            for (var turn = 0; turn < contenders.Length; turn++)
            {
                var contender = contenders[(round + turn) % contenders.Length];
                GC.Collect();
                contender.Open();
                foreach (var keystroke in Enum.GetValues<Keystroke>())
                {
                    contender.Type(keystroke, KeystrokesPerRound);
                }
            }

            var others = ProcessorTime.Now().Busy - busy.Busy - (Environment.CpuUsage.TotalTime - own).TotalSeconds;
            shares.Add(Math.Max(0, others) / Stopwatch.GetElapsedTime(begin).TotalSeconds / Environment.ProcessorCount);
        }

        return shares.Skip(WarmUp).ToList();
    }

    private static List<Gate> Print(GeneratorContender[] contenders)
    {
        foreach (var contender in contenders)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {contender.Name}: {contender.GeneratedFiles} files, {contender.GeneratedCharacters / 1024} K characters"));
        }

        Console.WriteLine();
        var gates = new List<Gate>();
        Print("first run", contenders, contender => contender.FirstRuns);
        foreach (var keystroke in Enum.GetValues<Keystroke>())
        {
            var (time, memory) = Print(Title(keystroke), contenders, contender => contender.Keystrokes[keystroke]);
            gates.Add(new Gate($"keystroke in {Title(keystroke)}, time of the cheaper peer", 1, time));
            gates.Add(new Gate($"keystroke in {Title(keystroke)}, allocation of the cheaper peer", 1, memory));
        }

        return gates;
    }

    private static string Title(Keystroke keystroke) => keystroke switch
    {
        Keystroke.EndpointBody => "an endpoint's body",
        Keystroke.UnrelatedBody => "a body of another file",
        Keystroke.UnrelatedDeclaration => "a declaration of another file",
        _ => "an endpoint's signature",
    };

    private static (double Time, double Memory) Print(string title, GeneratorContender[] contenders, Func<GeneratorContender, List<GeneratorCost>> samples)
    {
        var own = samples(contenders[0]);
        var table = new TextTable(title, "ms", "min", "max", "KB", "ms / SegStream", "min", "max", "KB / SegStream");
        var cheapest = (Time: double.MaxValue, Memory: double.MaxValue);
        foreach (var contender in contenders)
        {
            var theirs = samples(contender);
            var time = Spread.Of(theirs.Select(cost => cost.Milliseconds));
            var memory = Spread.Of(theirs.Select(cost => cost.Kilobytes));
            var ratio = Spread.Of(theirs.Zip(own, (their, our) => their.Milliseconds / our.Milliseconds));
            var memoryRatio = Spread.Of(theirs.Zip(own, (their, our) => their.Kilobytes / our.Kilobytes));
            table.Add(contender.Name, Figure(time.Median), Figure(time.Min), Figure(time.Max), Figure(memory.Median), Times(ratio.Median), Times(ratio.Min), Times(ratio.Max), Times(memoryRatio.Median));
            cheapest = contender == contenders[0] ? cheapest : (Math.Min(cheapest.Time, ratio.Median), Math.Min(cheapest.Memory, memoryRatio.Median));
        }

        table.Print();
        Console.WriteLine();
        return cheapest;
    }

    private static string Figure(double value) => value.ToString(value < 10 ? "0.00" : "0.0", CultureInfo.InvariantCulture);

    private static string Times(double value) => value.ToString("0.00", CultureInfo.InvariantCulture) + "x";
}
