using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace SegStream.Soak;

/// <summary>What the command line says.</summary>
internal sealed record SoakOptions
{
    /// <summary>How long new clients keep coming; each round's clean-up comes on top.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>How long clients come before everything has to be gone again and is compared.</summary>
    public TimeSpan Round { get; init; } = TimeSpan.FromSeconds(12);

    /// <summary>How often a line tells of what has happened since the last one. Short runs tell of every round.</summary>
    public TimeSpan Progress => Duration > TimeSpan.FromMinutes(10) ? TimeSpan.FromMinutes(1) : TimeSpan.Zero;

    public int Seed { get; init; } = Environment.TickCount & 0xFFFF;

    /// <summary>Clients at the same time.</summary>
    public int Clients { get; init; } = 48;

    /// <summary>The share of the processors that the clients may keep busy, in percent: they wait longer between two visits until it fits.</summary>
    public int Load { get; init; } = 100;

    /// <summary>Open streams of a host whose stopping is measured instead of the soak, or null.</summary>
    public int? Shutdown { get; init; }

    /// <summary>The file that takes the result as JSON, or null.</summary>
    public string? JsonFile { get; init; }

    public static string Usage => """
        usage: dotnet run -c Release --project tests/SegStream.Soak -- [--minutes <n>] [--seed <n>] [--clients <n>] [--load <n>] [--json <file>]
               dotnet run -c Release --project tests/SegStream.Soak -- --shutdown <n>

          --minutes  how long clients keep coming; fractions are allowed, default 3
          --seed     makes the plans of another run again (not its timing); default: another one each time
          --clients  clients at the same time, default 48
          --load     percent of the processors that the run may take, about; default 100
          --json     also write every round to a file
          --shutdown no soak: how long a host with n open streams takes to stop, without SegStream and with it

        The exit code is 1 when a check fails or the host with SegStream takes 2 seconds or more, 2 when the arguments are wrong.
        """;

    public static bool TryParse(string[] args, [NotNullWhen(true)] out SoakOptions? options)
    {
        var parsed = new SoakOptions();
        options = null;
        for (var index = 0; index < args.Length; index += 2)
        {
            var value = index + 1 < args.Length ? args[index + 1] : "";
            switch (args[index])
            {
                case "--minutes" when double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var minutes) && minutes is > 0 and <= 10_000:
                    parsed = parsed with { Duration = TimeSpan.FromMinutes(minutes) };
                    break;
                case "--seed" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seed):
                    parsed = parsed with { Seed = seed };
                    break;
                case "--clients" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var clients) && clients is > 0 and <= 10_000:
                    parsed = parsed with { Clients = clients };
                    break;
                case "--load" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var load) && load is >= 5 and <= 100:
                    parsed = parsed with { Load = load };
                    break;
                case "--shutdown" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var streams) && streams is > 0 and <= 20_000:
                    parsed = parsed with { Shutdown = streams };
                    break;
                case "--json" when value.Length > 0:
                    parsed = parsed with { JsonFile = value };
                    break;
                default:
                    return false;
            }
        }

        options = parsed;
        return true;
    }
}
