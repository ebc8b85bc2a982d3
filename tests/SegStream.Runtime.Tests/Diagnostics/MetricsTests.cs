using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SegStream.Diagnostics;
using SegStream.Hosting;
using SegStream.Runtime.Tests.Hosting;

namespace SegStream.Runtime.Tests.Diagnostics;

/// <summary>What an exporter sees of real streams.</summary>
public sealed class MetricsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ManualTime _time = new();
    private readonly TaskCompletionSource<StreamSender<string>> _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task A_stream_shows_while_it_runs_and_the_same_after_its_end()
    {
        await using var app = await StartAsync(Definition(StreamMode.Sse));
        using var response = await app.OpenAsync("/t");
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        var sender = await _opened.Task.WaitAsync(Patience);
        for (var i = 0; i < 3; i++)
        {
            sender.TrySend("x");
            Assert.Equal("data: x", await reader.ReadLineAsync().WaitAsync(Patience));
            Assert.Equal("", await reader.ReadLineAsync().WaitAsync(Patience));
        }

        using var metrics = new MetricReader(app);
        await UntilAsync(() => metrics.Sum("segstream.events.sent") == 3);
        Assert.Equal(1, metrics.Sum("segstream.streams.active"));
        Assert.Equal(3 * "data: x\n\n".Length, metrics.Sum("segstream.bytes.sent"));
        Assert.Equal(0, metrics.Sum("segstream.streams.completed"));

        _time.Advance(TimeSpan.FromSeconds(90));
        sender.EndStream();
        Assert.Equal("", (await reader.ReadToEndAsync().WaitAsync(Patience)).Trim(':', '\n'));
        await UntilAsync(() => metrics.Sum("segstream.streams.completed") == 1);
        Assert.Equal(0, metrics.Sum("segstream.streams.active"));
        Assert.Equal(3, metrics.Sum("segstream.events.sent"));
        var completed = Assert.Single(metrics.Collect(), sample => sample.Name == "segstream.streams.completed");
        Assert.Equal(new Dictionary<string, object?> { [MetricTags.Endpoint] = "Tests.Metrics", [MetricTags.Mode] = "sse", [MetricTags.CompletionReason] = "completed" }, completed.Tags);
        var duration = Assert.Single(metrics.Recorded, sample => sample.Name == "segstream.stream.duration");
        Assert.Equal(90, duration.Value);
        Assert.Equal("completed", duration.Tags[MetricTags.CompletionReason]);
    }

    [Fact]
    public async Task Nothing_is_missed_or_counted_twice_while_streams_end_beside_the_collection()
    {
        const int Clients = 8;
        const int StreamsOfEach = 60;
        const int Events = 40;
        await using var app = await StreamingApp.StartAsync(mapper =>
        {
            var definition = Definition(StreamMode.Text);
            var endpoint = mapper.CreateEndpoint<string>(definition);
            mapper.Map(definition, http => endpoint.PushAsync(http, async (sender, token) =>
            {
                for (var i = 0; i < Events; i++)
                {
                    await sender.SendAsync("x", token);
                    if (i % 8 == 0)
                    {
                        await Task.Yield();
                    }
                }

                sender.EndStream();
            }));
        });
        using var metrics = new MetricReader(app);
        var reading = Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < StreamsOfEach; i++)
            {
                await app.Client.GetStringAsync("/t");
            }
        })));

        var last = 0L;
        while (!reading.IsCompleted)
        {
            var now = metrics.Sum("segstream.events.sent");
            Assert.InRange(now, last, Clients * StreamsOfEach * Events);
            last = now;
        }

        await reading.WaitAsync(Patience);
        await UntilAsync(() => metrics.Sum("segstream.streams.active") == 0);
        Assert.Equal(Clients * StreamsOfEach * Events, metrics.Sum("segstream.events.sent"));
        Assert.Equal(Clients * StreamsOfEach * Events * 2, metrics.Sum("segstream.bytes.sent"));
        Assert.Equal(Clients * StreamsOfEach, metrics.Sum("segstream.streams.completed"));
    }

    [Fact]
    public async Task Gaps_are_counted_with_the_events_that_they_tell_of()
    {
        await using var app = await StreamingApp.StartAsync(mapper =>
        {
            var definition = new StreamEndpointDefinition { DisplayName = "Tests.Metrics", Route = "/t", Mode = StreamMode.Sse, Capacity = 10, Overflow = OverflowPolicy.DropOldest };
            var endpoint = mapper.CreateEndpoint<string>(definition);
            mapper.Map(definition, http => endpoint.PushAsync(http, (sender, _) =>
            {
                for (var i = 0; i < 25; i++)
                {
                    sender.TrySend("x");
                }

                sender.EndStream();
                return Task.CompletedTask;
            }));
        });
        using var metrics = new MetricReader(app);

        await app.Client.GetStringAsync("/t").WaitAsync(Patience);

        await UntilAsync(() => metrics.Sum("segstream.streams.completed") == 1);
        Assert.Equal(1, metrics.Sum("segstream.gaps.sent"));
        Assert.Equal(15, metrics.Sum("segstream.gaps.events"));
        Assert.Equal(15, metrics.Sum("segstream.events.dropped"));
        Assert.Equal(10, metrics.Sum("segstream.events.sent"));
    }

    [Fact]
    public async Task A_client_that_does_not_read_shows_as_a_pending_write_and_a_long_queue()
    {
        await using var app = await StartAsync(Definition(StreamMode.Text, OverflowPolicy.DropNewest));
        using var metrics = new MetricReader(app);
        using var socket = await app.ConnectAsync();
        await socket.SendAsync(Encoding.ASCII.GetBytes("GET /t HTTP/1.1\r\nHost: x\r\n\r\n"));
        var sender = await _opened.Task.WaitAsync(Patience);
        var line = new string('x', 10_000);

        // Until the client's and the server's buffers are full, and the queue behind them, and time passes without the write going on.
        var host = app.App.Services.GetRequiredService<StreamHost>();
        await UntilAsync(() =>
        {
            sender.TrySend(line);
            _time.Advance(TimeSpan.FromMilliseconds(25));
            return metrics.Sum("segstream.writes.pending") == 1
                && metrics.Sum("segstream.queue.length") == 100
                && metrics.Sum("segstream.queue.longest") == 100
                && metrics.Sum("segstream.events.dropped") > 0
                && host.Metrics.Endpoints.Single().Stalled(TimeSpan.FromSeconds(5)) == 1;
        });

        // What is flushed at last was pending for as long.
        var flushes = metrics.Recorded.Count(sample => sample.Name == "segstream.flush.duration");
        sender.EndStream();
        var buffer = new byte[1 << 20];
        while (await socket.ReceiveAsync(buffer) is > 0 and var received && !buffer.AsSpan(0, received).EndsWith("\r\n0\r\n\r\n"u8))
        {
        }

        await UntilAsync(() => metrics.Sum("segstream.streams.completed") == 1);
        Assert.Equal(0, metrics.Sum("segstream.writes.pending"));
        Assert.Contains(metrics.Recorded.Where(sample => sample.Name == "segstream.flush.duration").Skip(flushes), sample => sample.Value >= 5);
    }

    [Fact]
    public async Task Refused_requests_are_counted_by_reason()
    {
        await using var app = await StreamingApp.StartAsync(mapper =>
        {
            var definition = Definition(StreamMode.Json);
            var endpoint = mapper.CreateEndpoint<string>(definition);
            mapper.Map(definition, http => endpoint.PushAsync(http, (_, _) => throw new BadHttpRequestException("no")));
        });
        using var metrics = new MetricReader(app);

        using var notAcceptable = await app.OpenAsync("/t", accept: "image/png");
        using var bad = await app.OpenAsync("/t");

        Assert.Equal((HttpStatusCode.NotAcceptable, HttpStatusCode.BadRequest), (notAcceptable.StatusCode, bad.StatusCode));
        Assert.Equal(
            [MetricTags.NotAcceptable, MetricTags.BadRequest],
            metrics.Recorded.Where(sample => sample.Name == "segstream.streams.refused").Select(sample => sample.Tags[MetricTags.RefusalReason]));
        Assert.Empty(metrics.Collect());
    }

    [Fact]
    public async Task What_a_client_asks_for_never_becomes_a_tag()
    {
        await using var app = await StreamingApp.StartAsync(use: app =>
        {
            app.MapGet("/mapped/{id}", () => StreamResponse.TextFrom(["x"]));
            app.Use(async (http, next) =>
            {
                if (http.Request.Path.StartsWithSegments("/free"))
                {
                    await StreamResponse.TextFrom(["x"]).ExecuteAsync(http);
                    return;
                }

                await next(http);
            });
        });
        using var metrics = new MetricReader(app);

        foreach (var path in new[] { "/mapped/1", "/mapped/2", "/free/1", "/free/2" })
        {
            await app.Client.GetStringAsync(path).WaitAsync(Patience);
        }

        await UntilAsync(() => metrics.Sum("segstream.streams.completed") == 4);
        Assert.Equal(
            ["(no endpoint)", "HTTP: GET /mapped/{id}"],
            metrics.Collect().Where(sample => sample.Name == "segstream.streams.completed").Select(sample => (string)sample.Tags[MetricTags.Endpoint]!).Order(StringComparer.Ordinal));
    }

    private static StreamEndpointDefinition Definition(StreamMode mode, OverflowPolicy overflow = OverflowPolicy.Wait) =>
        new() { DisplayName = "Tests.Metrics", Route = "/t", Mode = mode, Capacity = 100, Overflow = overflow, WriteTimeoutSeconds = 0 };

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var watchdog = new CancellationTokenSource(Patience);
        while (!condition())
        {
            watchdog.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private Task<StreamingApp> StartAsync(StreamEndpointDefinition definition) => StreamingApp.StartAsync(
        mapper =>
        {
            var endpoint = mapper.CreateEndpoint<string>(definition);
            mapper.Map(definition, http => endpoint.PushAsync(http, async (sender, _) =>
            {
                _opened.TrySetResult(sender);
                await sender.Completion;
            }));
        },
        build: builder => builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(_time)));
}
