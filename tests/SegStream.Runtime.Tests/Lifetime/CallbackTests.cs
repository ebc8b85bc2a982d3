using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SegStream.Hosting;
using SegStream.Runtime.Tests.Hosting;
using SegStream.Sending;

namespace SegStream.Runtime.Tests.Lifetime;

/// <summary>Who is called when a stream is over, with what, and on which thread.</summary>
public sealed class CallbackTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly StreamEndpointDefinition Definition = new() { DisplayName = "Tests.Watched", Route = "/t/{id}", Mode = StreamMode.Sse };

    private readonly TaskCompletionSource<StreamCompletedContext> _called = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task A_callback_is_told_the_completion_and_where_the_stream_comes_from()
    {
        string? connection = null;
        await using var app = await StartAsync((http, endpoint) => endpoint.PushAsync(http, (sender, _) =>
        {
            connection = http.Connection.Id;
            sender.OnCompleted(_called.SetResult);
            sender.TrySend("a");
            sender.EndStream();
            return Task.CompletedTask;
        }));
        await app.Client.GetStringAsync("/t/1");

        var context = await _called.Task.WaitAsync(Patience);

        Assert.Equal((CompletionReason.Completed, 1), (context.Completion.Reason, context.Completion.EventsSent));
        Assert.Equal(("Tests.Watched", "/t/{id}", connection, StreamMode.Sse), (context.Endpoint, context.Route, context.ConnectionId, context.Mode));
    }

    [Fact]
    public async Task Every_form_of_registration_is_called_once_for_a_stream()
    {
        var calls = new ConcurrentQueue<string>();
        await using var app = await StartAsync(
            (_, _) => Task.CompletedTask,
            options => options.OnCompleted(_ => calls.Enqueue("host")).OnCompleted(async _ =>
            {
                await Task.Yield();
                calls.Enqueue("host async");
            }),
            app => app.MapGet("/plain", (HttpContext http) =>
            {
                http.OnStreamCompleted(_ => calls.Enqueue("request"));
                http.OnStreamCompleted(async _ =>
                {
                    await Task.Yield();
                    calls.Enqueue("request async");
                });
                var response = StreamResponse.Text().OnCompleted(_ => calls.Enqueue("response")).OnCompleted(async _ =>
                {
                    await Task.Yield();
                    calls.Enqueue("response async");
                });
                response.Sender.OnCompleted(_ => calls.Enqueue("sender"));
                response.Sender.OnCompleted(async _ =>
                {
                    await Task.Yield();
                    calls.Enqueue("sender async");
                });
                response.Sender.EndStream();
                return response;
            }));
        await app.Client.GetStringAsync("/plain");

        // The host waits for them.
        await app.App.StopAsync().WaitAsync(Patience);

        Assert.Equal(["host", "host async", "request", "request async", "response", "response async", "sender", "sender async"], calls.Order());
    }

    [Fact]
    public async Task A_pulled_sequence_of_a_response_and_of_a_request_have_callbacks_too()
    {
        var calls = new ConcurrentQueue<string>();
        await using var app = await StartAsync(
            (http, endpoint) => endpoint.PullAsync(http, _ =>
            {
                http.OnStreamCompleted(end => calls.Enqueue($"pull {end.Completion.EventsSent}"));
                return Sequence();
            }),
            use: app => app.MapGet("/plain", () => StreamResponse.SseFrom(Sequence()).OnCompleted(end => calls.Enqueue($"response {end.Completion.EventsSent}"))));

        await app.Client.GetStringAsync("/t/1");
        await app.Client.GetStringAsync("/plain");
        await app.App.StopAsync().WaitAsync(Patience);

        Assert.Equal(["pull 2", "response 2"], calls.Order());

        static async IAsyncEnumerable<string> Sequence()
        {
            yield return "a";
            await Task.Yield();
            yield return "b";
        }
    }

    [Fact]
    public async Task What_a_callback_throws_is_logged_with_the_endpoint_and_breaks_nothing()
    {
        await using var app = await StartAsync(
            (http, endpoint) => endpoint.PushAsync(http, (sender, _) =>
            {
                sender.OnCompleted(static _ => throw new InvalidOperationException("first"));
                sender.OnCompleted(static async _ =>
                {
                    await Task.Yield();
                    throw new InvalidOperationException("second");
                });
                sender.OnCompleted(end => _called.TrySetResult(end));
                sender.EndStream();
                return Task.CompletedTask;
            }),
            options => options.OnCompleted(static _ => throw new InvalidOperationException("third")));

        Assert.Equal("", await app.Client.GetStringAsync("/t/1"));
        await _called.Task.WaitAsync(Patience);
        Assert.Equal("", await app.Client.GetStringAsync("/t/1"));
        await app.App.StopAsync().WaitAsync(Patience);

        var errors = app.Log.Of("SegStream", LogLevel.Error).ToList();
        Assert.Equal(6, errors.Count);
        Assert.All(errors, error => Assert.StartsWith("Tests.Watched: a callback", error, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_callback_that_blocks_holds_up_no_other_one_and_no_request_of_its_connection()
    {
        using var release = new ManualResetEventSlim();
        await using var app = await StartAsync((http, endpoint) => endpoint.PushAsync(http, (sender, _) =>
        {
            sender.OnCompleted(_ => release.Wait(Patience));
            sender.OnCompleted(end => _called.TrySetResult(end));
            sender.EndStream();
            return Task.CompletedTask;
        }));

        await app.Client.GetStringAsync("/t/1").WaitAsync(Patience);
        await _called.Task.WaitAsync(Patience);
        await app.Client.GetStringAsync("/t/2").WaitAsync(Patience);
        release.Set();
    }

    [Fact]
    public async Task A_callback_that_comes_after_the_end_runs_at_once_on_the_thread_pool()
    {
        StreamSender<string>? kept = null;
        await using var app = await StartAsync((http, endpoint) => endpoint.PushAsync(http, (sender, _) =>
        {
            kept = sender;
            sender.EndStream();
            return Task.CompletedTask;
        }));
        await app.Client.GetStringAsync("/t/1");
        await kept!.Completion.WaitAsync(Patience);
        var onPool = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var own = new Thread(() => kept.OnCompleted(end =>
        {
            _called.SetResult(end);
            onPool.SetResult(Thread.CurrentThread.IsThreadPoolThread);
        }));
        own.Start();

        Assert.Equal("Tests.Watched", (await _called.Task.WaitAsync(Patience)).Endpoint);
        Assert.True(await onPool.Task.WaitAsync(Patience));
        own.Join();
    }

    [Fact]
    public async Task A_request_that_comes_to_no_stream_calls_those_who_have_its_sender_and_nobody_else()
    {
        var host = 0;
        await using var app = await StartAsync(
            (http, endpoint) => endpoint.PushAsync(http, (sender, _) =>
            {
                sender.OnError(_called.SetResult);
                throw new BadHttpRequestException("no");
            }),
            options => options.OnCompleted(_ => Interlocked.Increment(ref host)));

        using var response = await app.OpenAsync("/t/1");
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(CompletionReason.Faulted, (await _called.Task.WaitAsync(Patience)).Completion.Reason);
        await app.App.StopAsync().WaitAsync(Patience);
        Assert.Equal(0, host);
    }

    [Fact]
    public async Task Of_callbacks_that_are_registered_while_the_stream_ends_each_runs_once()
    {
        const int Threads = 4;
        const int Rounds = 2_000;
        var origin = new StreamOrigin(null, "T", null, null, StreamMode.Sse);
        for (var round = 0; round < Rounds; round++)
        {
            var lifetime = new StreamLifetime();
            var counts = new int[Threads];
            using var all = new CountdownEvent(Threads);
            using var start = new Barrier(Threads + 1);
            var work = Enumerable.Range(0, Threads).Select(number => Task.Factory.StartNew(
                () =>
                {
                    start.SignalAndWait();
                    lifetime.Watch(new CompletionCallback(CompletionInterest.Any, _ =>
                    {
                        Interlocked.Increment(ref counts[number]);
                        all.Signal();
                    }));
                },
                TaskCreationOptions.LongRunning)).ToArray();
            start.SignalAndWait();
            lifetime.Complete(new StreamCompletion { Reason = CompletionReason.Completed }, origin);
            await Task.WhenAll(work).WaitAsync(Patience);
            Assert.True(all.Wait(Patience), "A callback was lost.");
            Assert.All(counts, count => Assert.Equal(1, count));
        }
    }

    [Fact]
    public void A_stream_that_nobody_watches_pays_nothing_for_callbacks()
    {
        var origin = new StreamOrigin(null, "T", null, null, StreamMode.Sse);
        var completion = new StreamCompletion { Reason = CompletionReason.Completed };
        new StreamLifetime().Complete(completion, origin);
        var lifetimes = Enumerable.Range(0, 1_000).Select(static _ => new StreamLifetime()).ToArray();
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var lifetime in lifetimes)
        {
            lifetime.Complete(completion, origin);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void There_is_no_callback_without_a_method()
    {
        var sender = StreamResponse.Sse<int>().Sender;
        Assert.Throws<ArgumentNullException>(() => sender.OnCompleted((Action<StreamCompletedContext>)null!));
        Assert.Throws<ArgumentNullException>(() => sender.OnError((Func<StreamCompletedContext, ValueTask>)null!));
        sender.EndStream();
    }

    private static Task<StreamingApp> StartAsync(Func<HttpContext, StreamEndpoint<string>, Task> run, Action<SegStreamOptions>? configure = null, Action<WebApplication>? use = null) => StreamingApp.StartAsync(
        mapper =>
        {
            var endpoint = mapper.CreateEndpoint<string>(Definition);
            mapper.Map(Definition, http => run(http, endpoint));
        },
        configure,
        use: use);
}
