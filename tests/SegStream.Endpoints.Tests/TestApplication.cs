using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace SegStream.Endpoints.Tests;

/// <summary>An application that serves every endpoint of this assembly in memory.</summary>
internal sealed class TestApplication : IAsyncDisposable
{
    private readonly WebApplication _application;

    private TestApplication(WebApplication application)
    {
        _application = application;
        Client = application.GetTestClient();
    }

    public HttpClient Client { get; }

    public WebApplication Application => _application;

    public static async Task<TestApplication> StartAsync(Action<IServiceCollection>? services = null, Action<WebApplication>? map = null, Action<Microsoft.AspNetCore.Routing.RouteGroupBuilder>? group = null, Action<WebApplication>? use = null)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseTestServer();
        builder.Services.AddSegStream();
        builder.Services.AddAuthorization();
        builder.Services.AddAuthentication("test").AddScheme<Microsoft.AspNetCore.Authentication.AuthenticationSchemeOptions, HeaderAuthentication>("test", null);
        builder.Services.AddScoped<Endpoints.Rooms>();
        builder.Services.AddSingleton<Endpoints.IGreeter>(new Endpoints.Greeter("plain"));
        builder.Services.AddKeyedSingleton<Endpoints.IGreeter>("loud", new Endpoints.Greeter("LOUD"));
        services?.Invoke(builder.Services);
        var application = builder.Build();
        application.UseAuthentication();
        application.UseAuthorization();
        use?.Invoke(application);
        var endpoints = application.MapSegStream();
        group?.Invoke(endpoints);
        map?.Invoke(application);
        await application.StartAsync();
        return new TestApplication(application);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _application.DisposeAsync();
    }
}
