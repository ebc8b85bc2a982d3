using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace SegStream.Hosting;

/// <summary>Reads the configuration section and checks the result. By hand, because the binder needs reflection and its errors do not say which values are good.</summary>
internal sealed class SegStreamOptionsSetup(IConfiguration? configuration = null) : IConfigureOptions<SegStreamOptions>, IValidateOptions<SegStreamOptions>
{
    public void Configure(SegStreamOptions options)
    {
        if (configuration?.GetSection(SegStreamOptions.SectionName) is not { } section || !section.Exists())
        {
            return;
        }

        foreach (var entry in section.GetChildren())
        {
            if (entry.Value is { Length: > 0 } value)
            {
                Apply(options, entry.Key, value, entry.Path);
            }
        }
    }

    public ValidateOptionsResult Validate(string? name, SegStreamOptions options)
    {
        var errors = StreamSettings.Validate(options);
        HostSettings.Check(errors, options);
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors.Select(error => nameof(SegStreamOptions) + "." + error));
    }

    private static void Apply(SegStreamOptions options, string key, string value, string path)
    {
        switch (key.ToUpperInvariant())
        {
            case "CAPACITY":
                options.Capacity = int.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var capacity) ? capacity : throw Invalid(path, value, "a whole number of events");
                break;
            case "HIGHWATERMARK":
                options.HighWatermark = Share(path, value);
                break;
            case "LOWWATERMARK":
                options.LowWatermark = Share(path, value);
                break;
            case "OVERFLOW":
                options.Overflow = Named<OverflowPolicy>(path, value);
                break;
            case "MAXLAG":
                options.MaxLag = int.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var lag) ? lag : throw Invalid(path, value, "a whole number of events");
                break;
            case "MAXLAGBYTES":
                options.MaxLagBytes = int.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var bytes) ? bytes : throw Invalid(path, value, "a whole number of bytes");
                break;
            case "HEARTBEAT":
                options.Heartbeat = Duration(path, value);
                break;
            case "IDLETIMEOUT":
                options.IdleTimeout = Duration(path, value);
                break;
            case "MAXDURATION":
                options.MaxDuration = Duration(path, value);
                break;
            case "WRITETIMEOUT":
                options.WriteTimeout = Duration(path, value);
                break;
            case "ONSHUTDOWN":
                options.OnShutdown = Named<ShutdownPolicy>(path, value);
                break;
            case "DRAINTIME":
                options.DrainTime = Duration(path, value) ?? throw Invalid(path, value, "a duration such as 00:00:05");
                break;
            case "FINDLOSTCLIENTS":
                options.FindLostClients = bool.TryParse(value, out var find) ? find : throw Invalid(path, value, "true or false");
                break;
            case "MAXSTREAMS":
                options.MaxStreams = Count(path, value);
                break;
            case "MAXSTREAMSPERCLIENT":
                options.MaxStreamsPerClient = Count(path, value);
                break;
            case "RETRYAFTER":
                options.RetryAfter = Duration(path, value) ?? throw Invalid(path, value, "a duration such as 00:00:10");
                break;
            case "INCLUDEEXCEPTIONDETAILS":
                options.IncludeExceptionDetails = bool.TryParse(value, out var include) ? include : throw Invalid(path, value, "true or false");
                break;
            case "GENERATEDFORMATTERS":
                options.GeneratedFormatters = bool.TryParse(value, out var generated) ? generated : throw Invalid(path, value, "true or false");
                break;
            default:
                throw new OptionsValidationException(SegStreamOptions.SectionName, typeof(SegStreamOptions), [$"The configuration key '{path}' is not a setting of SegStream."]);
        }
    }

    private static int? Count(string path, string value) =>
        value.Equals("off", StringComparison.OrdinalIgnoreCase) ? null
        : int.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var count) ? count
        : throw Invalid(path, value, "a whole number of streams, or off");

    private static double Share(string path, string value) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var share) ? share : throw Invalid(path, value, "a share between 0 and 1, such as 0.8");

    // A number would parse as well, and would mean another policy once there is a new one.
    private static TPolicy Named<TPolicy>(string path, string value)
        where TPolicy : struct, Enum =>
        char.IsAsciiLetter(value[0]) && Enum.TryParse<TPolicy>(value, ignoreCase: true, out var policy) && Enum.IsDefined(policy)
            ? policy
            : throw Invalid(path, value, string.Join(", ", Enum.GetNames<TPolicy>()[..^1]) + " or " + Enum.GetNames<TPolicy>()[^1]);

    private static TimeSpan? Duration(string path, string value) =>
        value.Equals("off", StringComparison.OrdinalIgnoreCase) ? null
        : value.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParseExact(value, ["c", "g"], CultureInfo.InvariantCulture, out var duration) ? duration
        : throw Invalid(path, value, "a duration such as 00:00:15, or off");

    private static OptionsValidationException Invalid(string path, string value, string expected) =>
        new(SegStreamOptions.SectionName, typeof(SegStreamOptions), [$"The configuration key '{path}' is '{value}'; it must be {expected}."]);
}
