using System.Globalization;

namespace Showcase.Monitor;

/// <summary>Reads how busy the whole machine is, where the system keeps <c>/proc/stat</c>.</summary>
internal sealed class MachineCpu
{
    private const string StatFile = "/proc/stat";
    private const int IdleField = 3;
    private const int WaitingField = 4;

    // The first line has user, nice, system, idle, iowait, irq, softirq, steal; what follows is counted in them already.
    private const int CountedFields = 8;

    private (long Busy, long All)? _last = Read();

    /// <summary>The share of busy processor time since the last call.</summary>
    /// <returns>0 to 100, or null where the system does not tell.</returns>
    public double? Percent()
    {
        var now = Read();
        var last = _last;
        _last = now;
        if (now is null || last is null || now.Value.All <= last.Value.All)
        {
            return null;
        }

        return Math.Round(100.0 * (now.Value.Busy - last.Value.Busy) / (now.Value.All - last.Value.All), 2);
    }

    private static (long Busy, long All)? Read()
    {
        if (!File.Exists(StatFile))
        {
            return null;
        }

        var line = File.ReadLines(StatFile).FirstOrDefault() ?? string.Empty;
        var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(CountedFields)
            .Select(field => long.TryParse(field, CultureInfo.InvariantCulture, out var ticks) ? ticks : 0)
            .ToArray();
        if (fields.Length <= WaitingField)
        {
            return null;
        }

        var all = fields.Sum();
        return (all - fields[IdleField] - fields[WaitingField], all);
    }
}
