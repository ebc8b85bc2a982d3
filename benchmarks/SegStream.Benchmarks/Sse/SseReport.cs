using System.Globalization;
using System.Text.Json;
using SegStream.Benchmarks.Measuring;

namespace SegStream.Benchmarks.Sse;

/// <summary>What a run of the SSE benchmark has found, on the console and as JSON.</summary>
internal sealed class SseReport
{
    /// <summary>With more than this taken by others the figures tell about the others.</summary>
    private const double BusyShare = 0.05;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly Machine _machine;
    private readonly string _workload;
    private readonly IReadOnlyList<SseContender> _contenders;
    private readonly IReadOnlyList<SseComparison> _comparisons;
    private readonly IReadOnlyList<Gate> _gates;

    /// <param name="machine">The machine.</param>
    /// <param name="workload">What the clients read, in words.</param>
    /// <param name="contenders">The variants with their rounds.</param>
    /// <param name="throughputGate">The events/s that are demanded as a multiple of those of TypedResults; null for no gate.</param>
    public SseReport(Machine machine, string workload, IReadOnlyList<SseContender> contenders, double? throughputGate)
    {
        _machine = machine;
        _workload = workload;
        _contenders = contenders;
        var own = contenders.Where(contender => contender.Variant == SseVariant.Push || contender.Variant == SseVariant.Pull).ToArray();
        _comparisons = [.. own.SelectMany(variant => contenders.Except(own).Select(peer => SseComparison.Of(variant, peer)))];
        _gates = throughputGate is not { } atLeast ? [] : [.. _comparisons.Where(comparison => comparison.Peer == SseVariant.TypedResults.Name)
            .Select(comparison => new Gate($"events/s, {comparison.Variant} to {comparison.Peer}", atLeast, comparison.Throughput.Median))];
    }

    /// <summary>Prints the report and writes the JSON file.</summary>
    /// <returns>Whether every gate was reached.</returns>
    public bool Publish(string? jsonFile)
    {
        PrintVariants();
        PrintComparisons();
        PrintForeignWork();
        foreach (var gate in _gates)
        {
            Console.WriteLine($"  {(gate.Passed ? "passed" : "MISSED")}: {gate.Name}: {Ratio(gate.Measured)}, at least {Ratio(gate.AtLeast)}");
        }

        if (jsonFile is not null)
        {
            File.WriteAllText(jsonFile, JsonSerializer.Serialize(ForJson(), Json));
        }

        return _gates.All(gate => gate.Passed);
    }

    private object ForJson() => new
    {
        Benchmark = "sse",
        At = DateTimeOffset.UtcNow,
        Machine = _machine,
        Workload = _workload,
        Variants = _contenders.Select(contender => new { contender.Variant.Name, contender.Variant.Description, contender.Rounds }),
        Comparisons = _comparisons,
        Gates = _gates,
    };

    private void PrintVariants()
    {
        var table = new TextTable("variant", "events/s", "min", "max", "CPU ns/event", "min", "max", "B/event", "wire B/event");
        foreach (var contender in _contenders)
        {
            var throughput = Spread.Of(contender.Rounds.Select(round => round.EventsPerSecond));
            var cpu = Spread.Of(contender.Rounds.Select(round => round.CpuNanosecondsPerEvent));
            table.Add(
                contender.Variant.Name,
                Count(throughput.Median),
                Count(throughput.Min),
                Count(throughput.Max),
                Count(cpu.Median),
                Count(cpu.Min),
                Count(cpu.Max),
                OneDigit(Spread.Of(contender.Rounds.Select(round => round.AllocatedBytesPerEvent)).Median),
                OneDigit(Spread.Of(contender.Rounds.Select(round => round.BodyBytesPerEvent)).Median));
        }

        table.Print();
        Console.WriteLine();
    }

    private void PrintComparisons()
    {
        var table = new TextTable("ratio (higher is better for SegStream)", "events/s", "min", "max", "CPU saved", "min", "max");
        foreach (var (variant, peer, throughput, cpu) in _comparisons)
        {
            table.Add($"{variant} to {peer}", Ratio(throughput.Median), Ratio(throughput.Min), Ratio(throughput.Max), Ratio(cpu.Median), Ratio(cpu.Min), Ratio(cpu.Max));
        }

        table.Print();
        Console.WriteLine();
    }

    private void PrintForeignWork()
    {
        var share = Spread.Of(_contenders.SelectMany(contender => contender.Rounds).Select(round => round.ForeignShare));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  other programs took {share.Median:P0} of the processors during the rounds, at most {share.Max:P0}{(share.Median > BusyShare ? ": take no figure from here" : "")}"));
        Console.WriteLine();
    }

    private static string Count(double value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string OneDigit(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);

    private static string Ratio(double value) => value.ToString("0.00", CultureInfo.InvariantCulture) + "x";
}
