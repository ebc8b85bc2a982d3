using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SegStream.Endpoints.Tests.Endpoints;

namespace SegStream.Endpoints.Tests.Differential;

/// <summary>Sends every request to both mappings of its signature, once for all tests.</summary>
public sealed class DifferentialApplication : IAsyncLifetime
{
    private WebApplication _application = null!;
    private HttpClient _client = null!;

    public int Seed { get; } = Environment.GetEnvironmentVariable("SEGSTREAM_SEED") is { } seed ? int.Parse(seed, CultureInfo.InvariantCulture) : Environment.TickCount & 0xFFFF;

    internal IReadOnlyList<Comparison> Comparisons { get; private set; } = [];

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseTestServer();
        builder.Services.AddSegStream();
        builder.Services.AddAuthorization();
        builder.Services.AddScoped<Rooms>();
        builder.Services.AddSingleton<IGreeter>(new Greeter("plain"));
        builder.Services.AddKeyedSingleton<IGreeter>("loud", new Greeter("LOUD"));
        _application = builder.Build();
        _application.Use(InCulture);
        _application.UseRouting();
        _application.UseAuthorization();
        _application.MapSegStream().DisableAntiforgery().AllowAnonymous();
        foreach (var signature in Signature.All)
        {
            _application.MapMethods("/net" + signature.Route, [signature.HttpMethod], signature.Delegate).DisableAntiforgery();
        }

        await _application.StartAsync();
        _client = _application.GetTestClient();
        Comparisons = await CompareAllAsync();
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _application.DisposeAsync();
    }

    private async Task<List<Comparison>> CompareAllAsync()
    {
        var comparisons = new List<Comparison>();
        foreach (var signature in Signature.All)
        {
            foreach (var request in new RequestFactory(signature, Seed).All())
            {
                var (netStatus, netText, _) = await SendAsync(request, "/net");
                var (segStatus, segText, type) = await SendAsync(request, "/seg");
                comparisons.Add(new Comparison(signature, request, netStatus, netText, segStatus, segText, type));
            }
        }

        return comparisons;
    }

    // What the in-memory server hands on as an exception is a status on a real one.
    private async Task<(int Status, string Text, string? Type)> SendAsync(TestRequest request, string prefix)
    {
        try
        {
            using var message = request.Create(prefix);
            using var response = await _client.SendAsync(message);
            return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(), response.Content.Headers.ContentType?.MediaType);
        }
        catch (BadHttpRequestException exception)
        {
            return (exception.StatusCode, exception.Message, null);
        }
        catch (Exception exception) when (exception is not HttpRequestException)
        {
            return (StatusCodes.Status500InternalServerError, exception.Message, null);
        }
    }

    private static Task InCulture(HttpContext http, RequestDelegate next)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(http.Request.Headers["x-culture"].ToString());
        return next(http);
    }
}
