using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using SegStream.Diagnostics;

namespace SegStream.Hosting;

/// <summary>Whether this host is a good place for another stream.</summary>
internal sealed class StreamHealthCheck : IHealthCheck
{
    private readonly StreamHost _host;
    private readonly SegStreamHealthOptions _options;

    public StreamHealthCheck(StreamHost host, SegStreamHealthOptions options)
    {
        Validate(options);
        _host = host;
        _options = options;
    }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var total = default(StreamReading);
        var active = 0L;
        var most = _host.Options.MaxStreams;

        // What the limit counts: a stream whose method still tidies up has its place until it is done.
        var counted = _host.Gate.Counts?.Total;
        var stalled = 0L;
        foreach (var endpoint in _host.Metrics.Endpoints)
        {
            total.Add(endpoint.Read());
            active += endpoint.Active;
            stalled += endpoint.Stalled(_options.StalledAfter);
        }

        var data = new Dictionary<string, object>
        {
            ["streams.active"] = active,
            ["streams.stalled"] = stalled,
            ["queue.length"] = total.Queued,
            ["queue.longest"] = total.LongestQueue,
            ["writes.pending"] = total.PendingWrites,
        };
        if (most is { } limit)
        {
            data["streams.max"] = (long)limit;
        }

        return Task.FromResult(
            _host.Shutdown.HasBegun ? new HealthCheckResult(context.Registration.FailureStatus, "The host is stopping: new streams belong to another one.", data: data)
            : counted >= most ? new HealthCheckResult(context.Registration.FailureStatus, $"{counted} streams are open, no more are allowed: new ones are refused.", data: data)
            : counted >= most * _options.DegradedShare ? HealthCheckResult.Degraded($"{counted} streams are open, of {most} that are allowed.", data: data)
            : stalled > _options.MaxStalledStreams ? HealthCheckResult.Degraded($"{stalled} streams wait for their clients, more than {_options.MaxStalledStreams}.", data: data)
            : HealthCheckResult.Healthy($"{active} streams are open.", data));
    }

    private static void Validate(SegStreamHealthOptions options)
    {
        // Written so that NaN fails too.
        if (!(options.DegradedShare > 0 && options.DegradedShare <= 1))
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"SegStreamHealthOptions.DegradedShare is {options.DegradedShare}; it must be above 0 and at most 1 (a share of MaxStreams)."));
        }

        if (options.StalledAfter <= TimeSpan.Zero)
        {
            throw new InvalidOperationException($"SegStreamHealthOptions.StalledAfter is {options.StalledAfter:c}; it must be above zero.");
        }

        if (options.MaxStalledStreams < 0)
        {
            throw new InvalidOperationException($"SegStreamHealthOptions.MaxStalledStreams is {options.MaxStalledStreams}; it must be 0 or more, or null.");
        }
    }
}
