using System.Globalization;
using System.Runtime;
using System.Runtime.InteropServices;

namespace SegStream.Benchmarks.Measuring;

/// <summary>The facts about the machine without which figures mean nothing.</summary>
internal sealed record Machine(string Processor, int Cores, string System, string Runtime, bool ServerGarbageCollection, double LoadBefore)
{
    public static Machine Describe() => new(
        ProcessorName(),
        Environment.ProcessorCount,
        $"{RuntimeInformation.OSDescription} {RuntimeInformation.OSArchitecture}",
        RuntimeInformation.FrameworkDescription,
        GCSettings.IsServerGC,
        LoadAverage());

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Processor}, {Cores} cores; {System}; {Runtime}, {(ServerGarbageCollection ? "server" : "workstation")} GC; load before the run {LoadBefore:0.00}");

    private static string ProcessorName() =>
        Lines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim()
        ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER")
        ?? "unknown processor";

    private static double LoadAverage() =>
        Lines("/proc/loadavg").FirstOrDefault() is { } line ? double.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture) : double.NaN;

    private static string[] Lines(string file) => File.Exists(file) ? File.ReadAllLines(file) : [];
}
