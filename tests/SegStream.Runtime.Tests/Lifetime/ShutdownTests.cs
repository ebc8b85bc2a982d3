using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SegStream.Hosting;
using SegStream.Runtime.Tests.Hosting;

namespace SegStream.Runtime.Tests.Lifetime;

/// <summary>What becomes of open streams when their host stops. The host would wait for five minutes; whatever takes longer than the watchdog waits for that.</summary>
public sealed class ShutdownTests
{
    private static readonly TimeSpan Watchdog = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromMinutes(5);

    private readonly ManualTime _time = new();
    private readonly CompletionRecorder _completions = new();

    public static TheoryData<ProducerShape> Shapes => new(Enum.GetValues<ProducerShape>());

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Drain_sends_what_is_queued_tells_when_to_come_back_and_cancels_the_producer(ProducerShape shape)
    {
        var producer = new ScriptedProducer(shape);
        await using var app = await StartAsync(producer, ShutdownPolicy.Drain);
        using var reader = await OpenAsync(app, producer);

        var stopping = app.App.StopAsync();

        Assert.Matches(@"^retry: \d{4}\n\n$", await reader.ReadToEndAsync().WaitAsync(Watchdog));
        producer.End();
        await stopping.WaitAsync(Watchdog);
        await producer.Returned.WaitAsync(Watchdog);
        Assert.Equal(CompletionReason.ServerShutdown, _completions.Single().Reason);
        if (shape != ProducerShape.Detached)
        {
            await producer.Cancelled.WaitAsync(Watchdog);
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Finish_lets_the_stream_come_to_its_own_end(ProducerShape shape)
    {
        var producer = new ScriptedProducer(shape);
        await using var app = await StartAsync(producer, ShutdownPolicy.Finish);
        using var reader = await OpenAsync(app, producer);

        var stopping = app.App.StopAsync();
        producer.Send("second");
        Assert.Equal("data: second", await reader.ReadLineAsync().WaitAsync(Watchdog));
        Assert.False(stopping.IsCompleted);
        Assert.False(producer.Cancelled.IsCompleted);
        producer.End();

        Assert.Equal("\n", await reader.ReadToEndAsync().WaitAsync(Watchdog));
        await stopping.WaitAsync(Watchdog);
        Assert.Equal((CompletionReason.Completed, 2, 0), _completions.Single().Counts);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Finish_drains_when_the_grace_time_is_nearly_over(ProducerShape shape)
    {
        var producer = new ScriptedProducer(shape);
        await using var app = await StartAsync(producer, ShutdownPolicy.Finish);
        using var reader = await OpenAsync(app, producer);
        var stopping = app.App.StopAsync();
        var end = reader.ReadToEndAsync();

        _time.Advance(ShutdownTimeout - TimeSpan.FromSeconds(10.1));
        producer.Send("late");
        await producer.DoneAsync(2, Watchdog);
        Assert.False(end.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.2));

        Assert.Matches(@"^data: late\n\nretry: \d{4}\n\n$", await end.WaitAsync(Watchdog));
        producer.End();
        await stopping.WaitAsync(Watchdog);
        Assert.Equal((CompletionReason.ServerShutdown, 2, 0), _completions.Single().Counts);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Detach_ends_the_client_and_lets_the_producer_go_on_to_its_end(ProducerShape shape)
    {
        var producer = new ScriptedProducer(shape);
        await using var app = await StartAsync(producer, ShutdownPolicy.Detach);
        using var reader = await OpenAsync(app, producer);

        var stopping = app.App.StopAsync();
        Assert.Matches(@"^retry: \d{4}\n\n$", await reader.ReadToEndAsync().WaitAsync(Watchdog));
        app.Client.Dispose();
        producer.Send([.. Enumerable.Repeat("for nobody", 5_000)]);
        await producer.DoneAsync(5_001, Watchdog);
        Assert.False(producer.Cancelled.IsCompleted);
        Assert.False(stopping.IsCompleted);
        Assert.Equal(0, _completions.Count);
        producer.End();

        await stopping.WaitAsync(Watchdog);
        Assert.Equal((CompletionReason.ServerShutdown, 1, 5_000), _completions.Single().Counts);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Detach_stops_the_producer_when_the_grace_time_is_nearly_over(ProducerShape shape)
    {
        var producer = new ScriptedProducer(shape);
        await using var app = await StartAsync(producer, ShutdownPolicy.Detach);
        using var reader = await OpenAsync(app, producer);
        var stopping = app.App.StopAsync();
        await reader.ReadToEndAsync().WaitAsync(Watchdog);
        Assert.False(producer.Cancelled.IsCompleted);

        _time.Advance(ShutdownTimeout - TimeSpan.FromSeconds(9.9));

        await stopping.WaitAsync(Watchdog);
        Assert.Equal((CompletionReason.ServerShutdown, 1, 0), _completions.Single().Counts);
        if (shape == ProducerShape.Detached)
        {
            Assert.Equal(SendResult.Closed, producer.Sender!.TrySend("x"));
            producer.End();
        }
        else
        {
            await producer.Cancelled.WaitAsync(Watchdog);
            await producer.Returned.WaitAsync(Watchdog);
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task A_detached_client_of_another_format_is_cut_short_and_the_producer_goes_on(ProducerShape shape)
    {
        var producer = new ScriptedProducer(shape);
        await using var app = await StartAsync(producer, ShutdownPolicy.Detach, StreamMode.Json);
        using var response = await app.OpenAsync("/t");
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        producer.Send("first");
        Assert.Equal("\"first\"", await reader.ReadLineAsync().WaitAsync(Watchdog));

        var timers = _time.Timers;
        var stopping = app.App.StopAsync();
        var cut = Assert.ThrowsAnyAsync<Exception>(() => reader.ReadToEndAsync());
        using (var watchdog = new CancellationTokenSource(Watchdog))
        {
            // The one for the last bytes; that of the grace time is there from the beginning.
            while (_time.Timers < timers + 1)
            {
                Assert.False(watchdog.IsCancellationRequested, "The client is not about to be cut off.");
                await Task.Yield();
            }
        }

        _time.Advance(TimeSpan.FromSeconds(1));
        await cut.WaitAsync(Watchdog);
        producer.Send("for nobody");
        await producer.DoneAsync(2, Watchdog);
        Assert.False(stopping.IsCompleted);
        producer.End();
        await stopping.WaitAsync(Watchdog);
        Assert.Equal((CompletionReason.ServerShutdown, 1, 1), _completions.Single().Counts);
    }

    [Theory]
    [InlineData(ProducerShape.Push, ShutdownPolicy.Drain)]
    [InlineData(ProducerShape.Pull, ShutdownPolicy.Drain)]
    [InlineData(ProducerShape.Push, ShutdownPolicy.Detach)]
    [InlineData(ProducerShape.Pull, ShutdownPolicy.Detach)]
    public async Task A_producer_that_ignores_its_token_does_not_keep_the_client_from_its_end(ProducerShape shape, ShutdownPolicy policy)
    {
        var producer = new ScriptedProducer(shape) { IgnoresItsToken = true };
        await using var app = await StartAsync(producer, policy);
        using var reader = await OpenAsync(app, producer);

        var stopping = app.App.StopAsync();
        Assert.Matches(@"^retry: \d{4}\n\n$", await reader.ReadToEndAsync().WaitAsync(Watchdog));
        _time.Advance(ShutdownTimeout);
        await producer.Cancelled.WaitAsync(Watchdog);

        // The request's services end with the request, so the host waits for the method as long as it waits at all.
        Assert.False(stopping.IsCompleted);
        producer.End();
        await stopping.WaitAsync(Watchdog);
        Assert.Equal(CompletionReason.ServerShutdown, _completions.Single().Reason);
    }

    [Fact]
    public async Task A_producer_that_fails_without_its_client_is_logged_and_changes_nothing()
    {
        var producer = new ScriptedProducer(ProducerShape.Pull);
        await using var app = await StartAsync(producer, ShutdownPolicy.Detach);
        using var reader = await OpenAsync(app, producer);
        var stopping = app.App.StopAsync();
        await reader.ReadToEndAsync().WaitAsync(Watchdog);

        producer.Fail(new InvalidOperationException("broken"));

        await stopping.WaitAsync(Watchdog);
        var completion = _completions.Single();
        Assert.Equal((CompletionReason.ServerShutdown, null), (completion.Reason, completion.Exception));
        Assert.Single(app.Log.Of("SegStream"), message => message.Contains("failed after its stream had ended", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_callback_of_the_token_throws_is_logged()
    {
        var definition = new StreamEndpointDefinition { DisplayName = "T", Route = "/t", Mode = StreamMode.Sse };
        await using var app = await StreamingApp.StartAsync(mapper =>
        {
            var endpoint = mapper.CreateEndpoint<string>(definition);
            mapper.Map(definition, http => endpoint.PushAsync(http, async (sender, token) =>
            {
                using var registration = token.Register(static () => throw new InvalidOperationException("a broken callback"));
                sender.TrySend("first");
                await sender.Completion;
            }));
        });
        using var response = await app.OpenAsync("/t");

        await app.App.StopAsync().WaitAsync(Watchdog);

        using var watchdog = new CancellationTokenSource(Watchdog);
        while (!app.Log.Of("SegStream").Any(static message => message.Contains("failed after its stream had ended", StringComparison.Ordinal)))
        {
            Assert.False(watchdog.IsCancellationRequested, "Nothing was logged.");
            await Task.Yield();
        }
    }

    [Fact]
    public async Task A_request_while_the_host_stops_opens_no_stream_and_is_told_when_to_come_back()
    {
        var calls = 0;
        using var answered = new ManualResetEventSlim();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var app = await StreamingApp.StartAsync(mapper =>
        {
            foreach (var mode in new[] { StreamMode.Sse, StreamMode.Json })
            {
                mapper.Map(new StreamEndpointDefinition { DisplayName = "T", Route = $"/{mode}", Mode = mode, OnShutdown = ShutdownPolicy.Finish }, _ =>
                {
                    Interlocked.Increment(ref calls);
                    return Task.CompletedTask;
                });
            }
        });
        app.App.Lifetime.ApplicationStopping.Register(() =>
        {
            begun.SetResult();
            answered.Wait(Watchdog);
        });
        var stopping = Task.Run(() => app.App.StopAsync());
        await begun.Task.WaitAsync(Watchdog);

        using var events = await app.OpenAsync("/sse").WaitAsync(Watchdog);
        using var json = await app.OpenAsync("/json").WaitAsync(Watchdog);
        var body = await events.Content.ReadAsStringAsync().WaitAsync(Watchdog);
        answered.Set();
        await stopping.WaitAsync(Watchdog);

        Assert.Equal((HttpStatusCode.OK, "text/event-stream"), (events.StatusCode, events.Content.Headers.ContentType!.MediaType));
        Assert.Matches(@"^retry: \d{4}\n\n$", body);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, json.StatusCode);
        Assert.InRange(json.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 5);
        Assert.Equal(0, calls);
    }

    [Fact]
    public async Task A_host_with_a_thousand_open_streams_drains_them_all()
    {
        const int Streams = 1_000;
        var definition = new StreamEndpointDefinition { DisplayName = "T", Route = "/t", Mode = StreamMode.Sse, HeartbeatSeconds = 0 };
        await using var app = await StreamingApp.StartAsync(
            mapper =>
            {
                var endpoint = mapper.CreateEndpoint<string>(definition);
                mapper.Map(definition, http => endpoint.PushAsync(http, async (sender, token) =>
                {
                    sender.TrySend("first");
                    await Task.Delay(Timeout.Infinite, token);
                }));
            },
            _completions.Watch,
            builder => builder.Services.Configure<HostOptions>(static options => options.ShutdownTimeout = ShutdownTimeout));
        var opening = Enumerable.Range(0, Streams).Select(async _ =>
        {
            var response = await app.OpenAsync("/t");
            var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
            Assert.Equal("data: first", await reader.ReadLineAsync());
            return reader;
        });
        var readers = await Task.WhenAll(opening).WaitAsync(TimeSpan.FromSeconds(60));

        await app.App.StopAsync().WaitAsync(Watchdog);

        Assert.Equal(Streams, _completions.Count);
        Assert.All(await _completions.AllAsync(Streams, Watchdog), completion => Assert.Equal((CompletionReason.ServerShutdown, 1, 0), completion.Counts));
        foreach (var reader in readers)
        {
            Assert.Matches(@"^\nretry: \d{4}\n\n$", await reader.ReadToEndAsync().WaitAsync(Watchdog));
        }

        Assert.Equal(0, app.App.Services.GetRequiredService<StreamHost>().Live.Count);
    }

    [Theory]
    [InlineData(30, 5, 25)]
    [InlineData(6, 5, 3)]
    [InlineData(0, 5, 0)]
    [InlineData(-0.001, 5, -0.001)]
    public void The_time_to_drain_is_at_most_half_of_the_grace_time(double timeout, double drain, double grace) =>
        Assert.Equal(TimeSpan.FromSeconds(grace), StreamShutdown.GraceOf(TimeSpan.FromSeconds(timeout), TimeSpan.FromSeconds(drain)));

    private static async Task<StreamReader> OpenAsync(StreamingApp app, ScriptedProducer producer)
    {
        var response = await app.OpenAsync("/t").WaitAsync(Watchdog);
        var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        producer.Send("first");
        Assert.Equal("data: first", await reader.ReadLineAsync().WaitAsync(Watchdog));
        Assert.Equal("", await reader.ReadLineAsync().WaitAsync(Watchdog));
        await producer.DoneAsync(1, Watchdog);
        return reader;
    }

    private Task<StreamingApp> StartAsync(ScriptedProducer producer, ShutdownPolicy policy, StreamMode mode = StreamMode.Sse) => StreamingApp.StartAsync(
        mapper => producer.Map(mapper, new StreamEndpointDefinition { DisplayName = "T", Route = "/t", Mode = mode, HeartbeatSeconds = 0, OnShutdown = policy }),
        options =>
        {
            _completions.Watch(options);
            options.DrainTime = TimeSpan.FromSeconds(10);
        },
        builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(_time);
            builder.Services.Configure<HostOptions>(static options => options.ShutdownTimeout = ShutdownTimeout);
        });
}
