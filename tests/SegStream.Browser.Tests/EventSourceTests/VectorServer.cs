using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace SegStream.Browser.Tests.EventSourceTests;

/// <summary>A small host with an empty page and the endpoints of this test project.</summary>
public sealed class VectorServer : IAsyncDisposable
{
    private const string FreePort = "http://127.0.0.1:0";

    private readonly WebApplication _app;

    private VectorServer(WebApplication app)
    {
        _app = app;
    }

    public string Address => _app.Urls.Single();

    public ReconnectLog Log => _app.Services.GetRequiredService<ReconnectLog>();

    public static async Task<VectorServer> StartAsync(Action<SegStreamOptions>? configure = null, string address = FreePort)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(address);
        builder.Logging.ClearProviders();
        builder.Services.AddSegStream(configure);
        builder.Services.AddSingleton<ReconnectLog>();
        var app = builder.Build();
        app.MapGet("/", () => Results.Content("<!doctype html><title>EventSource</title>", "text/html; charset=utf-8"));
        app.MapSegStream();
        await app.StartAsync();
        return new VectorServer(app);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
