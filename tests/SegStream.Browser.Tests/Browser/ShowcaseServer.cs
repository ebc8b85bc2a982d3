using Microsoft.AspNetCore.Builder;
using Showcase;

namespace SegStream.Browser.Tests.Browser;

/// <summary>The showcase, on a free port of the loopback interface.</summary>
public sealed class ShowcaseServer : IAsyncLifetime
{
    private const string FreePort = "http://127.0.0.1:0";

    private readonly WebApplication _app;

    public ShowcaseServer()
        : this([])
    {
    }

    private ShowcaseServer(string[] settings)
    {
        _app = ShowcaseApp.Create(["--urls", FreePort, .. settings]);
    }

    /// <summary>Where it listens, with a slash at the end.</summary>
    public Uri Address => new(_app.Urls.Single());

    public IServiceProvider Services => _app.Services;

    /// <summary>Starts another one with settings of its own.</summary>
    public static async Task<ShowcaseServer> StartAsync(params string[] settings)
    {
        var server = new ShowcaseServer(settings);
        await server.InitializeAsync();
        return server;
    }

    public Task InitializeAsync() => _app.StartAsync();

    public async Task DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
