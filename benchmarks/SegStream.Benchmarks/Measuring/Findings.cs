using System.Globalization;
using System.Text.Json;

namespace SegStream.Benchmarks.Measuring;

/// <summary>The end of a report: who else was at work, which gates were reached, and the file.</summary>
internal static class Findings
{
    /// <summary>With more than this taken by others the figures tell about the others.</summary>
    private const double BusyShare = 0.05;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Says how much of the processors others took.</summary>
    public static void PrintForeignWork(IEnumerable<double> shares)
    {
        var share = Spread.Of(shares);
        Console.WriteLine();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  other programs took {share.Median:P0} of the processors during the rounds, at most {share.Max:P0}{(share.Median > BusyShare ? ": take no figure of time from here" : "")}"));
        Console.WriteLine();
    }

    /// <summary>Prints the gates.</summary>
    /// <returns>Whether all were reached.</returns>
    public static bool Print(IEnumerable<Gate> gates, IEnumerable<Ceiling> ceilings)
    {
        var passed = true;
        foreach (var gate in gates)
        {
            passed &= gate.Passed;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {Verdict(gate.Passed)}: {gate.Name}: {gate.Measured:0.00}x, at least {gate.AtLeast:0.00}x"));
        }

        foreach (var ceiling in ceilings)
        {
            passed &= ceiling.Passed;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {Verdict(ceiling.Passed)}: {ceiling.Name}: {ceiling.Measured:0.##} {ceiling.Unit}, at most {ceiling.AtMost:0.##} {ceiling.Unit}"));
        }

        return passed;
    }

    /// <summary>Writes the file that the command line asks for, if it does.</summary>
    public static async Task WriteAsync(string? file, object report)
    {
        if (file is not null)
        {
            await File.WriteAllTextAsync(file, JsonSerializer.Serialize(report, Json));
        }
    }

    private static string Verdict(bool passed) => passed ? "passed" : "MISSED";
}
