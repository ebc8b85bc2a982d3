using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SegStream.Hosting;

namespace SegStream.Runtime.Tests.Hosting;

/// <summary>A real Kestrel on a free port of the loopback interface.</summary>
internal sealed class StreamingApp : IAsyncDisposable
{
    private StreamingApp(WebApplication app, LogRecorder log)
    {
        App = app;
        Log = log;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single());

        // A client that leaves does so at once; by default it would read on for a while to save the connection.
        var transport = new SocketsHttpHandler { ResponseDrainTimeout = TimeSpan.Zero };
        Client = new HttpClient(transport) { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(60) };
    }

    public WebApplication App { get; }

    public LogRecorder Log { get; }

    public Uri Address { get; }

    public HttpClient Client { get; }

    public static async Task<StreamingApp> StartAsync(Action<StreamEndpointMapper>? map = null, Action<SegStreamOptions>? configure = null, Action<WebApplicationBuilder>? build = null, Action<WebApplication>? use = null)
    {
        var log = new LogRecorder();

        // Nothing of a test's host watches files: the system has watchers for some hundred hosts only.
        var builder = WebApplication.CreateSlimBuilder(["--hostBuilder:reloadConfigOnChange=false"]);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Debug);
        builder.Services.AddSegStream(configure);
        build?.Invoke(builder);
        var app = builder.Build();
        try
        {
            use?.Invoke(app);
            map?.Invoke(StreamEndpointMapper.Create(app, typeof(StreamingApp).Assembly));
            await app.StartAsync();
            return new StreamingApp(app, log);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends a GET and returns the response as soon as its head is there.</summary>
    public async Task<HttpResponseMessage> OpenAsync(string path, string? accept = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        return await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    /// <summary>A client that says only what the test writes.</summary>
    public async Task<Socket> ConnectAsync()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, Address.Port));
        return socket;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await App.DisposeAsync();
    }
}
