using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SegStream.Endpoints.Tests.Endpoints;

namespace SegStream.Endpoints.Tests;

/// <summary>An application that forgets <c>MapSegStream()</c> is told so once, and nobody else is.</summary>
public sealed class ForgottenEndpointsTests
{
    private static readonly string Own = typeof(ForgottenEndpointsTests).Assembly.GetName().Name!;

    [Fact]
    public async Task Host_of_an_assembly_with_endpoints_that_maps_none_warns()
    {
        var warning = Assert.Single(await StartAsync(Own, _ => { }));
        Assert.Contains("MapSegStream()", warning, StringComparison.Ordinal);
        Assert.Contains(Own, warning, StringComparison.Ordinal);
        Assert.Matches("None of the [1-9][0-9]+ stream endpoints", warning);
    }

    [Fact]
    public async Task Host_that_maps_them_does_not_warn() => Assert.Empty(await StartAsync(Own, application => application.MapSegStream()));

    [Fact]
    public async Task Host_that_maps_them_in_a_group_does_not_warn() => Assert.Empty(await StartAsync(Own, application => application.MapGroup("/v1").MapSegStream()));

    [Fact]
    public async Task Host_that_maps_them_where_its_pipeline_is_built_does_not_warn() => Assert.Empty(await StartAsync(Own, application =>
    {
        application.UseRouting();
#pragma warning disable ASP0014
        application.UseEndpoints(endpoints => endpoints.MapSegStream());
#pragma warning restore ASP0014
    }));

    [Theory]
    [InlineData("SegStream.Runtime")]
    [InlineData("No.Such.Assembly")]
    public async Task Host_of_an_assembly_without_endpoints_does_not_warn(string name) => Assert.Empty(await StartAsync(name, _ => { }));

    private static async Task<IReadOnlyCollection<string>> StartAsync(string name, Action<WebApplication> map)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = name });
        var log = new Warnings();
        builder.Logging.ClearProviders().AddProvider(log);
        builder.WebHost.UseTestServer();
        builder.Services.AddSegStream();
        builder.Services.AddAuthorization();
        builder.Services.AddScoped<Rooms>();
        builder.Services.AddSingleton<IGreeter>(new Greeter("plain"));
        await using var application = builder.Build();
        map(application);
        await application.StartAsync();
        return log.Messages;
    }

    private sealed class Warnings : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Messages { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (eventId.Name == "NotMapped")
            {
                Messages.Enqueue(formatter(state, exception));
            }
        }

        public void Dispose()
        {
        }
    }
}
