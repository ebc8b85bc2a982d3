using System.Globalization;
using SegStream.Broadcasting;
using SegStream.Channels;
using SegStream.Delivery;
using SegStream.Sending;

namespace SegStream.Hosting;

/// <summary>The settings of one endpoint after the nearest of attribute, options, configuration and default was chosen for each.</summary>
internal sealed record StreamSettings(ChannelLimits Channel, TimeSpan? Heartbeat, TimeSpan? IdleTimeout, TimeSpan? MaxDuration, TimeSpan? WriteTimeout)
{
    public const int MinCapacity = 2;
    public const int MaxCapacity = 1 << 20;
    private const int MinLagBytes = 1024;
    private const int MaxMaxLagBytes = 1 << 30;

    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan Year = TimeSpan.FromDays(365);

    /// <summary>How far the stream may be behind the logs of its groups.</summary>
    public LagLimits Lag { get; init; } = LagLimits.Default;

    /// <summary>What becomes of a stream when the host stops.</summary>
    public ShutdownPolicy OnShutdown { get; init; }

    public PumpLimits PumpLimits(bool hasHeartbeat) => Delivery.PumpLimits.From(hasHeartbeat ? Heartbeat : null, IdleTimeout, MaxDuration, WriteTimeout);

    /// <summary>Finds out what is wrong with options.</summary>
    public static List<string> Validate(SegStreamOptions options)
    {
        var errors = new List<string>();
        CheckLag(errors, options.MaxLag ?? MaxCapacity, options.MaxLagBytes);
        CheckQueue(errors, options.Capacity, options.HighWatermark, options.LowWatermark);
        CheckOverflow(errors, options.Overflow, mode: null);
        CheckShutdown(errors, options.OnShutdown);
        CheckDuration(errors, nameof(options.Heartbeat), options.Heartbeat, Day);
        CheckDuration(errors, nameof(options.IdleTimeout), options.IdleTimeout, Day);
        CheckDuration(errors, nameof(options.MaxDuration), options.MaxDuration, Year);
        CheckDuration(errors, nameof(options.WriteTimeout), options.WriteTimeout, Day);
        return errors;
    }

    /// <summary>The settings of an endpoint.</summary>
    /// <exception cref="InvalidOperationException">A setting of the endpoint is out of range; the message names it.</exception>
    public static StreamSettings Resolve(SegStreamOptions options, StreamEndpointDefinition? endpoint)
    {
        var errors = new List<string>();
        var capacity = endpoint?.Capacity ?? options.Capacity;
        var high = endpoint?.HighWatermark ?? options.HighWatermark;
        var low = endpoint?.LowWatermark ?? options.LowWatermark;
        var overflow = endpoint?.Overflow ?? options.Overflow;
        CheckQueue(errors, capacity, high, low);
        CheckOverflow(errors, overflow, endpoint?.Mode);
        var shutdown = endpoint?.OnShutdown ?? options.OnShutdown;
        CheckShutdown(errors, shutdown);
        var settings = new StreamSettings(
            errors.Count == 0 ? Limits(capacity, high, low, overflow) : default,
            Duration(errors, "HeartbeatSeconds", endpoint?.HeartbeatSeconds, options.Heartbeat, Day),
            Duration(errors, "IdleTimeoutSeconds", endpoint?.IdleTimeoutSeconds, options.IdleTimeout, Day),
            Duration(errors, "MaxDurationSeconds", endpoint?.MaxDurationSeconds, options.MaxDuration, Year),
            Duration(errors, "WriteTimeoutSeconds", endpoint?.WriteTimeoutSeconds, options.WriteTimeout, Day))
        {
            Lag = Lags(errors, endpoint?.MaxLag ?? options.MaxLag ?? Math.Clamp(capacity, 1, MaxCapacity), endpoint?.MaxLagBytes ?? options.MaxLagBytes, overflow),
            OnShutdown = shutdown,
        };
        return errors.Count == 0
            ? settings
            : throw new InvalidOperationException($"The streaming endpoint {endpoint?.DisplayName} has invalid settings: {string.Join(" ", errors)}");
    }

    /// <summary>Refuses a policy that the events of a stream cannot have.</summary>
    /// <exception cref="InvalidOperationException">The policy is <see cref="OverflowPolicy.Coalesce"/> and the events have no keys; the message names the setting.</exception>
    public void ThrowUnlessFits<T>(StreamMode mode, string displayName)
    {
        var errors = new List<string>();
        CheckOverflow(errors, Channel.Overflow, mode);
        if (errors.Count == 0 && Channel.Overflow == OverflowPolicy.Coalesce && !EventKeys.Exist<T>())
        {
            errors.Add($"Overflow is Coalesce, but events of type {typeof(T)} have no keys; make the type a union of events, implement ICoalesceKey, or set another Overflow on the endpoint.");
        }

        if (errors.Count > 0)
        {
            throw new InvalidOperationException($"The streaming endpoint {displayName} has invalid settings: {string.Join(" ", errors)}");
        }
    }

    /// <summary>Watermarks in events. The high one is at least 1 above the low one, so that there is always an event between them.</summary>
    private static ChannelLimits Limits(int capacity, double high, double low, OverflowPolicy overflow)
    {
        var highEvents = Math.Clamp((int)Math.Round(capacity * high), 1, capacity);
        return new ChannelLimits(capacity, highEvents, Math.Min((int)Math.Round(capacity * low), highEvents - 1), overflow);
    }

    /// <summary>How far the stream may be behind its groups. Events that coalesce go through the queue, because they are told apart there.</summary>
    private static LagLimits Lags(List<string> errors, int events, int bytes, OverflowPolicy overflow)
    {
        CheckLag(errors, events, bytes);
        return new LagLimits(events, bytes, Disconnects: overflow == OverflowPolicy.Disconnect, Shares: overflow != OverflowPolicy.Coalesce);
    }

    private static void CheckLag(List<string> errors, int events, int bytes)
    {
        if (events is < 1 or > MaxCapacity)
        {
            errors.Add(string.Create(CultureInfo.InvariantCulture, $"MaxLag is {events}; it must be between 1 and {MaxCapacity} events."));
        }

        if (bytes is < MinLagBytes or > MaxMaxLagBytes)
        {
            errors.Add(string.Create(CultureInfo.InvariantCulture, $"MaxLagBytes is {bytes}; it must be between {MinLagBytes} and {MaxMaxLagBytes} bytes."));
        }
    }

    private static TimeSpan? Duration(List<string> errors, string name, double? seconds, TimeSpan? inherited, TimeSpan longest)
    {
        if (seconds is not { } value)
        {
            return inherited;
        }

        if (value == 0)
        {
            return null;
        }

        if (double.IsNaN(value) || value < Shortest.TotalSeconds || value > longest.TotalSeconds)
        {
            errors.Add(string.Create(CultureInfo.InvariantCulture, $"{name} is {value}; it must be 0 (none) or between {Shortest.TotalSeconds} and {longest.TotalSeconds} seconds."));
            return null;
        }

        return TimeSpan.FromSeconds(value);
    }

    private static void CheckDuration(List<string> errors, string name, TimeSpan? value, TimeSpan longest)
    {
        if (value is { } duration && (duration < Shortest || duration > longest))
        {
            errors.Add(string.Create(CultureInfo.InvariantCulture, $"{name} is {duration:c}; it must be null (none) or between {Shortest:c} and {longest:c}."));
        }
    }

    private static void CheckShutdown(List<string> errors, ShutdownPolicy policy)
    {
        if (!Enum.IsDefined(policy))
        {
            errors.Add(string.Create(CultureInfo.InvariantCulture, $"OnShutdown is {policy}; it must be {string.Join(", ", Enum.GetNames<ShutdownPolicy>())}."));
        }
    }

    private static void CheckOverflow(List<string> errors, OverflowPolicy overflow, StreamMode? mode)
    {
        if (!Enum.IsDefined(overflow))
        {
            errors.Add(string.Create(CultureInfo.InvariantCulture, $"Overflow is {overflow}; it must be {string.Join(", ", Enum.GetNames<OverflowPolicy>())}."));
        }
        else if (overflow == OverflowPolicy.Coalesce && mode is StreamMode.Text or StreamMode.Chunked or StreamMode.Binary)
        {
            errors.Add($"Overflow is Coalesce, but the events of a stream of mode {mode} have no keys; set another Overflow on the endpoint.");
        }
    }

    private static void CheckQueue(List<string> errors, int capacity, double high, double low)
    {
        if (capacity is < MinCapacity or > MaxCapacity)
        {
            errors.Add(string.Create(CultureInfo.InvariantCulture, $"Capacity is {capacity}; it must be between {MinCapacity} and {MaxCapacity} events."));
        }

        // Written so that NaN fails too.
        if (!(high > 0 && high <= 1))
        {
            errors.Add(string.Create(CultureInfo.InvariantCulture, $"HighWatermark is {high}; it must be above 0 and at most 1 (a share of Capacity)."));
        }

        if (!(low >= 0 && low < high))
        {
            errors.Add(string.Create(CultureInfo.InvariantCulture, $"LowWatermark is {low}; it must be at least 0 and below HighWatermark ({high})."));
        }
    }
}
