using System.Globalization;
using SegStream.Delivery;

namespace SegStream.Hosting;

/// <summary>The settings of one endpoint that decide what its events look like on the wire and how long they may wait for one another.</summary>
internal readonly record struct FrameSettings(StreamEnvelope Envelope, int BatchCount, TimeSpan? BatchDelay, TimeSpan? FlushInterval, int? CompressPayloadsOver, StreamCompression Compression, int? MaxFrameBytes)
{
    public const int MinFrame = 32 * 1024;
    public const int MaxFrame = 2_000_000_000;

    private const int MaxBatchCount = 10_000;
    private const int MinPayload = 128;

    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <summary>Finds out what is wrong with options.</summary>
    public static void Validate(List<string> errors, SegStreamOptions options)
    {
        var settings = new FrameSettings(options.Envelope, options.BatchCount, options.BatchDelay, options.FlushInterval, options.CompressPayloadsOver, options.Compression, options.MaxFrameBytes);
        CheckWait(errors, nameof(options.BatchDelay), options.BatchDelay);
        CheckWait(errors, nameof(options.FlushInterval), options.FlushInterval);
        settings.Check(errors, options.IdleTimeout);
    }

    /// <summary>The settings of an endpoint. Those that are for Server-Sent Events mean nothing for other modes, and an endpoint of another mode that names one is refused.</summary>
    public static FrameSettings Resolve(List<string> errors, SegStreamOptions options, StreamEndpointDefinition? endpoint, TimeSpan? idleTimeout)
    {
        var settings = new FrameSettings(
            endpoint?.Envelope ?? options.Envelope,
            endpoint?.BatchCount ?? options.BatchCount,
            Wait(errors, "BatchDelayMilliseconds", endpoint?.BatchDelayMilliseconds, options.BatchDelay),
            Wait(errors, "FlushIntervalMilliseconds", endpoint?.FlushIntervalMilliseconds, options.FlushInterval),
            endpoint?.CompressPayloadsOver is { } bytes ? bytes == 0 ? null : bytes : options.CompressPayloadsOver,
            endpoint?.Compression ?? options.Compression,
            endpoint?.MaxFrameBytes is { } most ? most == 0 ? null : most : options.MaxFrameBytes);
        if (endpoint is not null && endpoint.Mode != StreamMode.Sse)
        {
            RefuseOutsideSse(errors, endpoint);
            settings = settings.For(endpoint.Mode);
        }

        settings.Check(errors, idleTimeout);
        return settings;
    }

    /// <summary>What holds for a mode: only Server-Sent Events have envelopes and what needs one.</summary>
    public FrameSettings For(StreamMode mode) => mode == StreamMode.Sse
        ? this
        : this with { Envelope = StreamEnvelope.None, BatchCount = 1, BatchDelay = null, CompressPayloadsOver = null };

    public StreamPace? Pace(TimerWheel wheel) => BatchCount == 1 && FlushInterval is null
        ? null
        : new StreamPace(wheel, BatchDelay ?? TimeSpan.Zero, FlushInterval ?? TimeSpan.Zero);

    private void Check(List<string> errors, TimeSpan? idleTimeout)
    {
        if (!Enum.IsDefined(Envelope))
        {
            errors.Add(string.Create(CultureInfo.InvariantCulture, $"Envelope is {Envelope}; it must be {string.Join(" or ", Enum.GetNames<StreamEnvelope>())}."));
        }

        if (BatchCount is < 1 or > MaxBatchCount)
        {
            errors.Add(string.Create(CultureInfo.InvariantCulture, $"BatchCount is {BatchCount}; it must be between 1 (no batches) and {MaxBatchCount} events."));
        }
        else if (BatchCount > 1 && Envelope == StreamEnvelope.None)
        {
            errors.Add(string.Create(CultureInfo.InvariantCulture, $"BatchCount is {BatchCount} and Envelope is None, but only events in an envelope can share a frame; set Envelope to TypeData, or BatchCount to 1."));
        }

        if (BatchDelay is not null && BatchCount == 1)
        {
            errors.Add("BatchDelay is set and BatchCount is 1, so there is no batch to wait for; set BatchCount to 2 or more, or BatchDelay to none.");
        }

        if (CompressPayloadsOver is { } bytes && bytes < MinPayload)
        {
            errors.Add(string.Create(CultureInfo.InvariantCulture, $"CompressPayloadsOver is {bytes}; it must be {MinPayload} bytes or more, or none."));
        }
        else if (CompressPayloadsOver is not null && Envelope == StreamEnvelope.None)
        {
            errors.Add("CompressPayloadsOver is set and Envelope is None, but only the payload of an envelope can say that it is compressed; set Envelope to TypeData, or CompressPayloadsOver to none.");
        }

        if (!Enum.IsDefined(Compression))
        {
            errors.Add(string.Create(CultureInfo.InvariantCulture, $"Compression is {Compression}; it must be {string.Join(", ", Enum.GetNames<StreamCompression>())}."));
        }

        if (MaxFrameBytes is < MinFrame or > MaxFrame)
        {
            errors.Add(string.Create(CultureInfo.InvariantCulture, $"MaxFrameBytes is {MaxFrameBytes}; it must be between {MinFrame} and {MaxFrame} bytes, or none."));
        }

        CheckIdle(errors, nameof(BatchDelay), BatchDelay, idleTimeout);
        CheckIdle(errors, nameof(FlushInterval), FlushInterval, idleTimeout);
    }

    private static void RefuseOutsideSse(List<string> errors, StreamEndpointDefinition endpoint)
    {
        Refuse("Envelope", endpoint.Envelope is not null and not StreamEnvelope.None);
        Refuse("BatchCount", endpoint.BatchCount is not null and not 1);
        Refuse("BatchDelayMilliseconds", endpoint.BatchDelayMilliseconds is not null and not 0);
        Refuse("CompressPayloadsOver", endpoint.CompressPayloadsOver is not null and not 0);

        void Refuse(string name, bool isSet)
        {
            if (isSet)
            {
                errors.Add($"{name} is set, but it is for Server-Sent Events and this stream is of mode {endpoint.Mode}.");
            }
        }
    }

    private static TimeSpan? Wait(List<string> errors, string name, double? milliseconds, TimeSpan? inherited)
    {
        if (milliseconds is not { } value)
        {
            return inherited;
        }

        if (value == 0)
        {
            return null;
        }

        if (double.IsNaN(value) || value < Shortest.TotalMilliseconds || value > Longest.TotalMilliseconds)
        {
            errors.Add(string.Create(CultureInfo.InvariantCulture, $"{name} is {value}; it must be 0 (none) or between {Shortest.TotalMilliseconds} and {Longest.TotalMilliseconds} milliseconds."));
            return null;
        }

        return TimeSpan.FromMilliseconds(value);
    }

    private static void CheckWait(List<string> errors, string name, TimeSpan? value)
    {
        if (value is { } duration && (duration < Shortest || duration > Longest))
        {
            errors.Add(string.Create(CultureInfo.InvariantCulture, $"{name} is {duration:c}; it must be null (none) or between {Shortest:c} and {Longest:c}."));
        }
    }

    /// <summary>An event that waits has not been sent, so the stream would count as idle while it has one.</summary>
    private static void CheckIdle(List<string> errors, string name, TimeSpan? wait, TimeSpan? idleTimeout)
    {
        if (wait >= idleTimeout)
        {
            errors.Add(string.Create(CultureInfo.InvariantCulture, $"{name} is {wait:c} and IdleTimeout {idleTimeout:c}; events must not wait for longer than the stream may be idle."));
        }
    }
}
