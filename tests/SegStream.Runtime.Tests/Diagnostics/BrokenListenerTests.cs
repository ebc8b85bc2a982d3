using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SegStream.Hosting;
using SegStream.Runtime.Tests.Hosting;

namespace SegStream.Runtime.Tests.Diagnostics;

/// <summary>Listeners and logs of the application that throw: no stream, no request and no count may suffer from it.</summary>
public sealed class BrokenListenerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TaskCompletionSource<StreamCompletion> _completed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task A_meter_listener_that_throws_at_every_flush_and_every_end_costs_nothing_but_its_figures()
    {
        await using var app = await StartAsync();
        using var listener = Break(app);

        Assert.Equal("data: a\n\ndata: b\n\n", await ReadAsync(app, "/t"));
        Assert.Equal("data: a\n\ndata: b\n\n", await ReadAsync(app, "/t"));

        await BooksAsync(app, CompletionReason.Completed, streams: 2);
        AssertHealthy(app, "MeasuringFailed");
        Assert.Single(app.Log.Entries, static entry => entry.Id.Name == "MeasuringFailed");
    }

    [Fact]
    public async Task A_meter_listener_that_throws_does_not_change_the_answer_to_a_request_that_is_refused()
    {
        await using var app = await StartAsync();
        using var listener = Break(app);

        using var response = await app.OpenAsync("/json", accept: "image/png");

        Assert.Equal(HttpStatusCode.NotAcceptable, response.StatusCode);
        AssertHealthy(app, "MeasuringFailed");
    }

    [Theory]
    [InlineData("sample")]
    [InlineData("start")]
    [InlineData("stop")]
    [InlineData("exception")]
    public async Task An_activity_listener_that_throws_at_any_time_costs_nothing_but_the_activity(string when)
    {
        await using var app = await StartAsync();
        var trace = ActivityTraceId.CreateRandom();
        using var listener = Break(trace, when);
        var faulted = when == "exception";

        var body = await ReadAsync(app, faulted ? "/fail" : "/t", $"00-{trace.ToHexString()}-{ActivitySpanId.CreateRandom().ToHexString()}-01");

        Assert.StartsWith("data: a\n\ndata: b\n\n", body, StringComparison.Ordinal);
        await BooksAsync(app, faulted ? CompletionReason.Faulted : CompletionReason.Completed, streams: 1);
        Assert.Single(app.Log.Entries, static entry => entry.Id.Name == "TracingFailed");
        if (!faulted)
        {
            AssertHealthy(app, "TracingFailed");
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_log_that_throws_costs_nothing_but_its_lines(bool traced)
    {
        await using var app = await StartAsync(new BrokenLog());
        var trace = ActivityTraceId.CreateRandom();

        // What the log would have to say first is that a listener has failed, before the stream has begun.
        using var listener = traced ? Break(trace, "start") : null;

        Assert.Equal("data: a\n\ndata: b\n\n", await ReadAsync(app, "/t", $"00-{trace.ToHexString()}-{ActivitySpanId.CreateRandom().ToHexString()}-01"));

        await BooksAsync(app, CompletionReason.Completed, streams: 1);
        AssertHealthy(app, "TracingFailed");
    }

    [Fact]
    public async Task A_log_that_throws_at_a_failed_callback_does_not_keep_the_host()
    {
        var called = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var app = await StartAsync(new BrokenLog(), options => options.OnCompleted(_ =>
        {
            called.SetResult();
            throw new InvalidOperationException("a broken callback");
        }));
        await ReadAsync(app, "/t");
        await called.Task.WaitAsync(Patience);

        // It would wait for its callbacks until its grace time is over.
        await app.App.StopAsync().WaitAsync(Patience);
    }

    [Fact]
    public async Task A_log_that_throws_at_a_failed_cancellation_breaks_nothing()
    {
        await using var app = await StartAsync(new BrokenLog());
        using (var response = await app.OpenAsync("/wait"))
        {
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
            Assert.Equal("data: a", await reader.ReadLineAsync().WaitAsync(Patience));
        }

        Assert.Equal(CompletionReason.ClientAborted, (await _completed.Task.WaitAsync(Patience)).Reason);
        Assert.Equal("data: a\n\ndata: b\n\n", await ReadAsync(app, "/t"));
    }

    private static MeterListener Break(StreamingApp app)
    {
        var scope = app.App.Services.GetRequiredService<IMeterFactory>();
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (ReferenceEquals(instrument.Meter.Scope, scope) && instrument.Meter.Name == SegStreamDiagnostics.MeterName)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>(static (_, _, _, _) => throw new InvalidOperationException("a broken listener"));
        listener.SetMeasurementEventCallback<long>(static (_, _, _, _) => throw new InvalidOperationException("a broken listener"));
        listener.Start();
        return listener;
    }

    /// <summary>Breaks the traces of one request; other tests of the process have others.</summary>
    private static ActivityListener Break(ActivityTraceId trace, string when)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == SegStreamDiagnostics.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
            {
                if (options.TraceId != trace)
                {
                    return ActivitySamplingResult.None;
                }

                ThrowAt("sample");
                return ActivitySamplingResult.AllDataAndRecorded;
            },
            ActivityStarted = activity => ThrowIn(activity, "start"),
            ActivityStopped = activity => ThrowIn(activity, "stop"),
            ExceptionRecorder = (Activity activity, Exception _, ref TagList _) => ThrowIn(activity, "exception"),
        };
        ActivitySource.AddActivityListener(listener);
        return listener;

        void ThrowIn(Activity activity, string at)
        {
            if (activity.TraceId == trace)
            {
                ThrowAt(at);
            }
        }

        void ThrowAt(string at)
        {
            if (at == when)
            {
                throw new InvalidOperationException("a broken listener");
            }
        }
    }

    private async Task BooksAsync(StreamingApp app, CompletionReason reason, int streams)
    {
        Assert.Equal(reason, (await _completed.Task.WaitAsync(Patience)).Reason);
        var host = app.App.Services.GetRequiredService<StreamHost>();
        Assert.True(SpinWait.SpinUntil(() => host.Live.Count == 0, Patience), "A stream is left.");
        var endpoint = Assert.Single(host.Metrics.Endpoints);
        Assert.Equal((streams, 2 * streams), (endpoint.Completed(reason), endpoint.Read().Events));
        Assert.Equal(0, host.Wheel.Count);
    }

    /// <summary>No request has failed, and nothing else has gone wrong than what is named.</summary>
    private static void AssertHealthy(StreamingApp app, params string[] expected) =>
        Assert.DoesNotContain(app.Log.Entries, entry => entry.Level >= LogLevel.Error && !expected.Contains(entry.Id.Name));

    private static async Task<string> ReadAsync(StreamingApp app, string path, string? traceParent = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("traceparent", traceParent);
        using var response = await app.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).WaitAsync(Patience);
        using var body = new MemoryStream();
        try
        {
            await response.Content.CopyToAsync(body).WaitAsync(Patience);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            // A stream that has failed is cut short.
        }

        return Encoding.UTF8.GetString(body.ToArray());
    }

    private Task<StreamingApp> StartAsync(ILoggerProvider? log = null, Action<SegStreamOptions>? configure = null) => StreamingApp.StartAsync(
        mapper =>
        {
            Map<string>(mapper, "/t", StreamMode.Sse, (sender, _) =>
            {
                Send(sender);
                sender.EndStream();
                return Task.CompletedTask;
            });
            Map<string>(mapper, "/fail", StreamMode.Sse, async (sender, _) =>
            {
                Send(sender);
                await Task.Yield();
                throw new InvalidOperationException("a broken method");
            });
            Map<string>(mapper, "/wait", StreamMode.Sse, async (sender, token) =>
            {
                Send(sender);
                token.Register(static () => throw new InvalidOperationException("a broken callback"));
                await Task.Delay(Timeout.Infinite, token);
            });
            Map<string>(mapper, "/json", StreamMode.Json, static (_, _) => Task.CompletedTask);
        },
        configure,
        builder =>
        {
            if (log is not null)
            {
                builder.Logging.AddProvider(log);
            }
        });

    private void Send(StreamSender<string> sender)
    {
        sender.OnCompleted(end => _completed.TrySetResult(end.Completion));
        sender.TrySend("a");
        sender.TrySend("b");
    }

    private static void Map<T>(StreamEndpointMapper mapper, string route, StreamMode mode, Func<StreamSender<T>, CancellationToken, Task> producer)
    {
        var definition = new StreamEndpointDefinition { DisplayName = "Tests.Broken", Route = route, Mode = mode };
        var endpoint = mapper.CreateEndpoint<T>(definition);
        mapper.Map(definition, http => endpoint.PushAsync(http, producer));
    }

    /// <summary>A log that cannot write what SegStream has to say.</summary>
    private sealed class BrokenLog : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => new Broken(categoryName == SegStreamDiagnostics.LogCategory);

        public void Dispose()
        {
        }

        private sealed class Broken(bool throws) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            {
                if (throws)
                {
                    throw new InvalidOperationException("a broken log");
                }
            }
        }
    }
}
