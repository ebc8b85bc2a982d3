using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Net.Http.Headers;
using Showcase.Chat;
using Showcase.Formats;
using Showcase.Import;
using Showcase.Rooms;
using Showcase.Sources;

namespace Showcase;

/// <summary>The whole application: services, page, streams.</summary>
public static class ShowcaseApp
{
    private const string DefaultUrl = "http://127.0.0.1:5180";

    /// <summary>Builds the application, ready to run.</summary>
    /// <param name="args">The command line, for instance <c>--urls http://127.0.0.1:8080</c>.</param>
    /// <returns>The application, not started.</returns>
    public static WebApplication Create(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ApplicationName = typeof(ShowcaseApp).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        ConfigureUrls(builder);
        ConfigureLogging(builder);

        builder.Services.AddSegStream();
        builder.Services.AddSingleton<SourceTree>();
        builder.Services.AddSingleton<RoomBook>();
        builder.Services.AddShowcaseChat(builder.Configuration);

        var app = builder.Build();
        app.UseDefaultFiles();
        app.UseStaticFiles(new StaticFileOptions { OnPrepareResponse = AskAgainForEveryFile });
        app.MapSegStream();
        app.MapStreamManifest();
        app.MapRoomMessages();
        app.MapChatModel();
        app.MapEndpointSources();
        app.Lifetime.ApplicationStarted.Register(() => PrintAddress(app));
        return app;
    }

    private static void ConfigureUrls(WebApplicationBuilder builder)
    {
        // Only where neither --urls nor an environment variable says something else.
        var configuration = builder.Configuration;
        if (configuration[WebHostDefaults.ServerUrlsKey] is null
            && configuration[WebHostDefaults.HttpPortsKey] is null
            && configuration[WebHostDefaults.HttpsPortsKey] is null)
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }
    }

    private static void ConfigureLogging(WebApplicationBuilder builder)
    {
        var tail = new LogTail(TimeProvider.System);
        builder.Services.AddSingleton(tail);
        builder.Logging.AddProvider(tail);

        // The page shows every request; the console stays quiet.
        builder.Logging.AddFilter<LogTail>("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Information);
        builder.Logging.AddFilter<Microsoft.Extensions.Logging.Console.ConsoleLoggerProvider>("Microsoft", LogLevel.Warning);
    }

    private static void AskAgainForEveryFile(Microsoft.AspNetCore.StaticFiles.StaticFileResponseContext context) =>
        context.Context.Response.Headers[HeaderNames.CacheControl] = "no-cache";

    private static void PrintAddress(WebApplication app)
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses;
        foreach (var address in addresses ?? [])
        {
            Console.WriteLine($"SegStream showcase: open {address} in a browser. Ctrl+C stops it.");
        }
    }
}
