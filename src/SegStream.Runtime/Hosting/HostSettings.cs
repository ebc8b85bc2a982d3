using System.Globalization;

namespace SegStream.Hosting;

/// <summary>Checks the settings that concern the host as a whole, not one endpoint.</summary>
internal static class HostSettings
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public static void Check(List<string> errors, SegStreamOptions options)
    {
        CheckCount(errors, nameof(options.MaxStreams), options.MaxStreams);
        CheckCount(errors, nameof(options.MaxStreamsPerClient), options.MaxStreamsPerClient);
        if (options.MaxStreamsPerClient > options.MaxStreams)
        {
            errors.Add(string.Create(CultureInfo.InvariantCulture, $"MaxStreamsPerClient is {options.MaxStreamsPerClient}, which no client can reach; it must not be above MaxStreams ({options.MaxStreams})."));
        }

        CheckDuration(errors, nameof(options.DrainTime), options.DrainTime, TimeSpan.FromMilliseconds(50), Day);
        CheckDuration(errors, nameof(options.RetryAfter), options.RetryAfter, TimeSpan.FromSeconds(1), Day);
    }

    private static void CheckCount(List<string> errors, string name, int? value)
    {
        if (value < 1)
        {
            errors.Add(string.Create(CultureInfo.InvariantCulture, $"{name} is {value}; it must be null (no limit) or at least 1."));
        }
    }

    private static void CheckDuration(List<string> errors, string name, TimeSpan value, TimeSpan shortest, TimeSpan longest)
    {
        if (value < shortest || value > longest)
        {
            errors.Add(string.Create(CultureInfo.InvariantCulture, $"{name} is {value:c}; it must be between {shortest:c} and {longest:c}."));
        }
    }
}
