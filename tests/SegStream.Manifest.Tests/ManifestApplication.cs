using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace SegStream.Manifest.Tests;

/// <summary>An application with the endpoints of this assembly, not started.</summary>
internal static class ManifestApplication
{
    public static WebApplication Create(Action<IServiceCollection>? services = null, Action<WebApplication>? map = null, string[]? args = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = "Orders", Args = args ?? [] });
        builder.Logging.ClearProviders();
        builder.WebHost.UseTestServer();
        builder.Services.AddSegStream();
        builder.Services.AddAuthorization();
        builder.Services.AddAuthentication(BearerTokenDefaults.AuthenticationScheme).AddBearerToken();
        services?.Invoke(builder.Services);
        var application = builder.Build();
        application.UseAuthentication();
        application.UseAuthorization();
        (map ?? (app => app.MapSegStream()))(application);
        return application;
    }
}
