using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using SegStream;
using SegStream.Diagnostics;
using SegStream.Hosting;
using SegStream.Registry;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the services of SegStream.</summary>
public static class SegStreamServiceCollectionExtensions
{
    /// <summary>Adds what streaming endpoints need. Calling it again adds further configuration only.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Sets the defaults of all streams; comes after the configuration section <c>SegStream</c>.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is null.</exception>
    public static IServiceCollection AddSegStream(this IServiceCollection services, Action<SegStreamOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<SegStreamOptions>().ValidateOnStart();
        services.TryAddSingleton(static provider => new SegStreamOptionsSetup(provider.GetService<IConfiguration>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<SegStreamOptions>, SegStreamOptionsSetup>(static provider => provider.GetRequiredService<SegStreamOptionsSetup>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SegStreamOptions>, SegStreamOptionsSetup>(static provider => provider.GetRequiredService<SegStreamOptionsSetup>()));
        if (configure is not null)
        {
            services.Configure(configure);
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<JsonOptions>, VocabularyJsonSetup>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(static provider => new StreamMetrics(provider.GetService<IMeterFactory>()));
        services.TryAddSingleton<CallbackRuns>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, CallbackRuns>(static provider => provider.GetRequiredService<CallbackRuns>()));
        services.TryAddSingleton<StreamHost>();
        services.TryAddSingleton<IStreamRegistry, StreamRegistry>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStartupFilter, StreamFailureMiddleware>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStartupFilter, ForgottenManifestCommand>(static provider => new ForgottenManifestCommand(provider.GetService<IConfiguration>())));
        services.TryAddSingleton<ApiParameters>();
        services.TryAddEnumerable(ServiceDescriptor.Transient<IApiDescriptionProvider, StreamApiDescriptions>());
        return services;
    }
}
