using System.Globalization;

namespace SegStream.Benchmarks.Measuring;

/// <summary>What all programs of the machine have used of its processors since it was started, in seconds of one processor.</summary>
/// <param name="Busy">Time in programs and in the kernel on their behalf; without interrupts, which nobody is charged for.</param>
internal readonly record struct ProcessorTime(double Busy)
{
    private const double TicksPerSecond = 100;

    /// <summary>Reads the counters; on systems that do not tell, the time is <see cref="double.NaN"/>.</summary>
    public static ProcessorTime Now()
    {
        if (!File.Exists("/proc/stat"))
        {
            return new ProcessorTime(double.NaN);
        }

        var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new ProcessorTime(fields[1..4].Sum(field => double.Parse(field, CultureInfo.InvariantCulture)) / TicksPerSecond);
    }
}
