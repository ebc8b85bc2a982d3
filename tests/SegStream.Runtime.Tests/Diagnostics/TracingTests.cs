using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SegStream.Diagnostics;
using SegStream.Hosting;
using SegStream.Runtime.Tests.Hosting;

namespace SegStream.Runtime.Tests.Diagnostics;

/// <summary>The activity of a stream, as somebody sees it who traces real requests.</summary>
public sealed class TracingTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ActivityRecorder _recorder = new(ActivityTraceId.CreateRandom());
    private readonly ManualTime _time = new();

    public void Dispose() => _recorder.Dispose();

    [Fact]
    public async Task A_stream_is_a_child_of_its_request_and_tells_what_it_carried()
    {
        await using var app = await PushAsync(OverflowPolicy.Wait, (sender, _) =>
        {
            sender.TrySend("a");
            sender.TrySend("b");
            sender.EndStream();
            return Task.CompletedTask;
        });

        var body = await ReadAsync(app);

        var stream = await StreamActivityAsync();
        Assert.Equal("segstream.stream", stream.OperationName);
        Assert.Equal(ActivityStatusCode.Unset, stream.Status);
        Assert.Equal(
            new Dictionary<string, object?>
            {
                ["segstream.endpoint"] = "Tests.Tracing",
                ["segstream.mode"] = "sse",
                ["segstream.completion.reason"] = "completed",
                ["segstream.events.sent"] = 2L,
                ["segstream.bytes.sent"] = (long)body.Length,
                ["segstream.events.dropped"] = 0L,
            },
            stream.TagObjects.ToDictionary());
        await UntilAsync(() => _recorder.Of("Microsoft.AspNetCore").Count == 1);
        Assert.Equal(_recorder.Of("Microsoft.AspNetCore")[0].SpanId, stream.ParentSpanId);
    }

    [Fact]
    public async Task A_failure_is_an_error_with_its_exception()
    {
        await using var app = await PushAsync(OverflowPolicy.Wait, async (sender, _) =>
        {
            await sender.SendAsync("a");
            await Task.Yield();
            throw new InvalidOperationException("broken");
        });

        await ReadAsync(app);

        var stream = await StreamActivityAsync();
        Assert.Equal((ActivityStatusCode.Error, "broken"), (stream.Status, stream.StatusDescription));
        Assert.Equal("faulted", stream.GetTagItem("segstream.completion.reason"));
        Assert.Equal(typeof(InvalidOperationException).FullName, stream.GetTagItem("error.type"));
        Assert.Contains(stream.Events, entry => entry.Name == "exception" && entry.Tags.Contains(new("exception.message", "broken")));
    }

    [Fact]
    public async Task A_gap_is_written_down_with_its_events()
    {
        await using var app = await PushAsync(OverflowPolicy.DropOldest, (sender, _) =>
        {
            for (var i = 0; i < 25; i++)
            {
                sender.TrySend("x");
            }

            sender.EndStream();
            return Task.CompletedTask;
        });

        await ReadAsync(app);

        var stream = await StreamActivityAsync();
        var gap = Assert.Single(stream.Events);
        Assert.Equal("segstream.gap", gap.Name);
        Assert.Equal([new("segstream.gap.events", 15L)], gap.Tags);
        Assert.Equal(15L, stream.GetTagItem("segstream.events.dropped"));
    }

    [Fact]
    public void What_happens_again_and_again_is_written_down_only_so_often()
    {
        using var parent = new Activity("test").SetParentId(_recorder.TraceParent).Start();
        using var stream = StreamTracing.Start("T", StreamMode.Sse);
        Assert.NotNull(stream);

        for (var i = 0; i < 100; i++)
        {
            StreamTracing.Gap(stream, i);
            StreamTracing.Stall(stream, TimeSpan.FromSeconds(i));
        }

        Assert.Equal(64, stream.Events.Count());
    }

    [Fact]
    public async Task A_write_that_waited_for_its_client_and_a_client_that_was_too_slow_are_written_down()
    {
        var full = new TaskCompletionSource<StreamSender<string>>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var app = await PushAsync(OverflowPolicy.Wait, async (sender, token) =>
        {
            full.TrySetResult(sender);
            await sender.Completion;
        });
        using var socket = await app.ConnectAsync();
        socket.ReceiveBufferSize = 4096;
        await socket.SendAsync(Encoding.ASCII.GetBytes($"GET /t HTTP/1.1\r\nHost: x\r\ntraceparent: {_recorder.TraceParent}\r\n\r\n"));
        var sender = await full.Task.WaitAsync(Patience);

        // No gaps, and writes so large that a few fill every buffer on the way: even if each of them waits, there is room for the last one among what an activity has.
        var line = new string('x', 500_000);
        await UntilAsync(() =>
        {
            sender.TrySend(line);
            _time.Advance(TimeSpan.FromMilliseconds(25));
            return !sender.IsConnected;
        });

        var stream = await StreamActivityAsync();
        Assert.Equal("slow_consumer", stream.GetTagItem("segstream.completion.reason"));
        Assert.Equal(ActivityStatusCode.Unset, stream.Status);
        Assert.Contains(stream.Events, entry => entry.Name == "segstream.slow_consumer");

        // How long the others lasted is up to this loop, by whose turns time runs; the last one is why the stream has ended.
        var stalls = stream.Events.Where(entry => entry.Name == "segstream.stall").Select(stall => (double)stall.Tags.Single().Value!).ToArray();
        Assert.All(stalls, static seconds => Assert.InRange(seconds, 1, double.MaxValue));
        Assert.InRange(stalls[^1], 10, double.MaxValue);
    }

    [Fact]
    public async Task A_listener_that_throws_costs_a_stream_its_activity_and_nothing_else()
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == SegStreamDiagnostics.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> options) => _recorder.TraceParent.Contains(options.TraceId.ToHexString(), StringComparison.Ordinal) ? ActivitySamplingResult.AllData : ActivitySamplingResult.None,
            ActivityStarted = activity =>
            {
                if (_recorder.TraceParent.Contains(activity.TraceId.ToHexString(), StringComparison.Ordinal))
                {
                    throw new InvalidOperationException("a broken listener");
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        await using var app = await PushAsync(OverflowPolicy.Wait, (sender, _) =>
        {
            sender.TrySend("a");
            sender.EndStream();
            return Task.CompletedTask;
        });

        Assert.Equal("data: a\n\n", await ReadAsync(app));

        Assert.Contains(app.Log.Entries, static entry => entry.Id.Name == "TracingFailed");
        Assert.Contains(app.Log.Entries, static entry => entry.Id.Name == "Ended" && entry.Message.Contains("Completed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_sequence_runs_in_the_activity_of_its_stream_and_a_method_that_sends_keeps_its_own()
    {
        Activity? pulling = null;
        var pushing = new List<Activity?>();
        await using var app = await StreamingApp.StartAsync(mapper =>
        {
            var pull = new StreamEndpointDefinition { DisplayName = "Tests.Pull", Route = "/pull", Mode = StreamMode.Text };
            var pulled = mapper.CreateEndpoint<string>(pull);
            mapper.Map(pull, http => pulled.PullAsync(http, _ => Pull()));
            var push = new StreamEndpointDefinition { DisplayName = "Tests.Push", Route = "/push", Mode = StreamMode.Text };
            var pushed = mapper.CreateEndpoint<string>(push);
            mapper.Map(push, http => pushed.PushAsync(http, async (sender, _) =>
            {
                for (var i = 0; i < 5; i++)
                {
                    // On an idle stream the sender runs the pump itself.
                    sender.TrySend("x");
                    pushing.Add(Activity.Current);
                    await Task.Yield();
                }

                sender.EndStream();
            }));
        });

        await ReadAsync(app, "/pull");
        await ReadAsync(app, "/push");

        await UntilAsync(() => _recorder.Of("Microsoft.AspNetCore").Count == 2);
        Assert.Equal("segstream.stream", pulling?.OperationName);
        Assert.All(pushing, activity => Assert.Equal("Microsoft.AspNetCore.Hosting.HttpRequestIn", activity?.OperationName));

        async IAsyncEnumerable<string> Pull()
        {
            await Task.Yield();
            pulling = Activity.Current;
            yield return "x";
        }
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var watchdog = new CancellationTokenSource(Patience);
        while (!condition())
        {
            watchdog.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private async Task<Activity> StreamActivityAsync()
    {
        await UntilAsync(() => _recorder.Of(SegStreamDiagnostics.ActivitySourceName).Count > 0);
        return Assert.Single(_recorder.Of(SegStreamDiagnostics.ActivitySourceName));
    }

    private async Task<HttpResponseMessage> SendAsync(StreamingApp app, string path = "/t")
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("traceparent", _recorder.TraceParent);
        return await app.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).WaitAsync(Patience);
    }

    /// <summary>Reads as much of the body as there is; a stream that failed is cut short.</summary>
    private async Task<string> ReadAsync(StreamingApp app, string path = "/t")
    {
        using var response = await SendAsync(app, path);
        var body = new MemoryStream();
        try
        {
            await response.Content.CopyToAsync(body).WaitAsync(Patience);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
        }

        return Encoding.UTF8.GetString(body.ToArray());
    }

    private Task<StreamingApp> PushAsync(OverflowPolicy overflow, Func<StreamSender<string>, CancellationToken, Task> produce) => StreamingApp.StartAsync(
        mapper =>
        {
            var definition = new StreamEndpointDefinition { DisplayName = "Tests.Tracing", Route = "/t", Mode = StreamMode.Sse, Capacity = 10, Overflow = overflow, WriteTimeoutSeconds = 10, HeartbeatSeconds = 0 };
            var endpoint = mapper.CreateEndpoint<string>(definition);
            mapper.Map(definition, http => endpoint.PushAsync(http, produce));
        },
        build: builder => builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(_time)));
}
