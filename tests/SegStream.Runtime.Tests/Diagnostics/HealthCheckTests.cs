using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using SegStream.Hosting;
using SegStream.Runtime.Tests.Hosting;

namespace SegStream.Runtime.Tests.Diagnostics;

public sealed class HealthCheckTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ManualTime _time = new();
    private readonly TaskCompletionSource<StreamSender<string>> _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task A_host_that_serves_streams_is_healthy_and_says_how_many()
    {
        await using var app = await StartAsync();
        using var response = await app.OpenAsync("/t");
        await _opened.Task.WaitAsync(Patience);

        var entry = await CheckAsync(app);

        Assert.Equal(HealthStatus.Healthy, entry.Status);
        Assert.Equal(
            new Dictionary<string, object> { ["streams.active"] = 1L, ["streams.stalled"] = 0L, ["queue.length"] = 0L, ["queue.longest"] = 0L, ["writes.pending"] = 0L },
            entry.Data);
    }

    [Fact]
    public async Task A_host_that_stops_is_not_ready_but_alive()
    {
        await using var app = await StartAsync(use: app =>
        {
            app.MapHealthChecks("/ready");
            app.MapHealthChecks("/live", new() { Predicate = static check => !check.Tags.Contains("ready") });
        });
        Assert.Equal("Healthy", await app.Client.GetStringAsync("/ready").WaitAsync(Patience));

        app.App.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        var entry = await CheckAsync(app);
        Assert.Equal(HealthStatus.Unhealthy, entry.Status);
        Assert.Contains("stopping", entry.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_host_that_stops_reports_can_be_chosen()
    {
        await using var app = await StartAsync(failureStatus: HealthStatus.Degraded);
        app.App.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        Assert.Equal(HealthStatus.Degraded, (await CheckAsync(app)).Status);
    }

    [Fact]
    public async Task More_stalled_streams_than_allowed_degrade_the_host()
    {
        await using var app = await StartAsync(options =>
        {
            options.StalledAfter = TimeSpan.FromSeconds(5);
            options.MaxStalledStreams = 0;
        });
        using var socket = await app.ConnectAsync();
        await socket.SendAsync(Encoding.ASCII.GetBytes("GET /t HTTP/1.1\r\nHost: x\r\n\r\n"));
        var sender = await _opened.Task.WaitAsync(Patience);
        var line = new string('x', 10_000);
        using var watchdog = new CancellationTokenSource(Patience);
        HealthReportEntry entry;
        do
        {
            watchdog.Token.ThrowIfCancellationRequested();
            sender.TrySend(line);
            _time.Advance(TimeSpan.FromMilliseconds(25));
            entry = await CheckAsync(app);
        }
        while (entry.Status == HealthStatus.Healthy);

        Assert.Equal(HealthStatus.Degraded, entry.Status);
        Assert.Equal(1L, entry.Data["streams.stalled"]);
        Assert.Equal(1L, entry.Data["writes.pending"]);
    }

    [Theory]
    [InlineData(1, HealthStatus.Healthy)]
    [InlineData(2, HealthStatus.Degraded)]
    [InlineData(3, HealthStatus.Unhealthy)]
    public async Task A_host_that_fills_up_is_degraded_and_at_its_limit_not_ready(int streams, HealthStatus status)
    {
        await using var app = await StartAsync(options => options.DegradedShare = 0.6, maxStreams: 3);
        var responses = new List<HttpResponseMessage>();
        for (var i = 0; i < streams; i++)
        {
            responses.Add(await app.OpenAsync("/t"));
        }

        var entry = await CheckAsync(app);

        Assert.Equal(status, entry.Status);
        Assert.Equal((long)streams, entry.Data["streams.active"]);
        Assert.Equal(3L, entry.Data["streams.max"]);
        responses.ForEach(response => response.Dispose());
    }

    [Theory]
    [InlineData(0, 0, 1, "StalledAfter")]
    [InlineData(1, -1, 1, "MaxStalledStreams")]
    [InlineData(1, 0, 0, "DegradedShare")]
    [InlineData(1, 0, 1.1, "DegradedShare")]
    [InlineData(1, 0, double.NaN, "DegradedShare")]
    public async Task A_threshold_out_of_range_is_named(int stalledAfterSeconds, int maxStalledStreams, double degradedShare, string setting)
    {
        await using var app = await StartAsync(options =>
        {
            options.StalledAfter = TimeSpan.FromSeconds(stalledAfterSeconds);
            options.MaxStalledStreams = maxStalledStreams;
            options.DegradedShare = degradedShare;
        });

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => CheckAsync(app));

        Assert.Contains($"SegStreamHealthOptions.{setting}", failure.Message, StringComparison.Ordinal);
    }

    private static async Task<HealthReportEntry> CheckAsync(StreamingApp app) =>
        (await app.App.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries["segstream"];

    private Task<StreamingApp> StartAsync(Action<SegStreamHealthOptions>? configure = null, HealthStatus? failureStatus = null, Action<WebApplication>? use = null, int? maxStreams = null) => StreamingApp.StartAsync(
        mapper =>
        {
            var definition = new StreamEndpointDefinition { DisplayName = "T", Route = "/t", Mode = StreamMode.Text, Overflow = OverflowPolicy.DropNewest, WriteTimeoutSeconds = 0 };
            var endpoint = mapper.CreateEndpoint<string>(definition);
            mapper.Map(definition, http => endpoint.PushAsync(http, async (sender, _) =>
            {
                _opened.TrySetResult(sender);
                await sender.Completion;
            }));
        },
        configure: options => options.MaxStreams = maxStreams,
        build: builder =>
        {
            builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(_time));
            builder.Services.AddHealthChecks().AddSegStream(configure, failureStatus: failureStatus, tags: ["ready"]);
        },
        use: use);
}
