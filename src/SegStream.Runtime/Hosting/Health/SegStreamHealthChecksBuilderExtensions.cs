using Microsoft.Extensions.Diagnostics.HealthChecks;
using SegStream;
using SegStream.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the health check of SegStream.</summary>
public static class SegStreamHealthChecksBuilderExtensions
{
    /// <summary>Adds a check that says whether this host is a good place for another stream. It is meant for readiness: a host that stops is still alive.</summary>
    /// <param name="builder">The application's health checks.</param>
    /// <param name="configure">Sets the thresholds.</param>
    /// <param name="name">The name of the check. Default: <c>segstream</c>.</param>
    /// <param name="failureStatus">What a host that stops, or has no room for another stream, reports. Default: <see cref="HealthStatus.Unhealthy"/>.</param>
    /// <param name="tags">Tags by which checks are chosen, such as <c>ready</c>.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static IHealthChecksBuilder AddSegStream(
        this IHealthChecksBuilder builder,
        Action<SegStreamHealthOptions>? configure = null,
        string name = "segstream",
        HealthStatus? failureStatus = null,
        IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = new SegStreamHealthOptions();
        configure?.Invoke(options);
        return builder.Add(new HealthCheckRegistration(
            name,
            provider => new StreamHealthCheck(provider.GetService<StreamHost>() ?? throw new InvalidOperationException(StreamEndpointMapper.ServicesMissing), options),
            failureStatus,
            tags));
    }
}
