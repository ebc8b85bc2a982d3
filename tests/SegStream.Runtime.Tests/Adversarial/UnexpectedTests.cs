using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SegStream.Hosting;
using SegStream.Runtime.Tests.Hosting;

namespace SegStream.Runtime.Tests.Adversarial;

/// <summary>What applications do that nobody has thought of.</summary>
public sealed class UnexpectedTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_response_of_a_sequence_is_executed_once()
    {
        StreamResponse<int>? shared = null;
        await using var app = await StreamingApp.StartAsync(use: app => app.MapGet("/t", () => shared ??= StreamResponse.JsonFrom([1, 2])));

        Assert.Equal("1\n2\n", await app.Client.GetStringAsync("/t").WaitAsync(Patience));
        using var second = await app.OpenAsync("/t").WaitAsync(Patience);

        Assert.Equal(System.Net.HttpStatusCode.InternalServerError, second.StatusCode);
    }

    [Fact]
    public async Task Two_requests_that_execute_one_response_at_the_same_time_do_not_share_its_stream()
    {
        var response = StreamResponse.Json<int>();
        await using var app = await StreamingApp.StartAsync(use: app => app.MapGet("/t", () => response));
        using var first = await app.OpenAsync("/t").WaitAsync(Patience);
        using var second = await app.OpenAsync("/t").WaitAsync(Patience);

        response.Sender.TrySend(1);
        response.Sender.EndStream();

        Assert.Equal("1\n", await first.Content.ReadAsStringAsync().WaitAsync(Patience));
        Assert.Equal(System.Net.HttpStatusCode.InternalServerError, second.StatusCode);
    }

    [Fact]
    public async Task A_method_that_has_begun_the_response_itself_gets_an_exception_and_the_client_no_proper_end()
    {
        StreamSender<int>? kept = null;
        await using var app = await StartAsync<int>(new() { DisplayName = "T", Route = "/t", Mode = StreamMode.Json }, async (http, sender) =>
        {
            kept = sender;
            await http.Response.WriteAsync("mine");
            sender.TrySend(1);
            sender.EndStream();
        });
        using var socket = await app.ConnectAsync();
        await socket.SendAsync("GET /t HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray());
        using var reader = new StreamReader(new System.Net.Sockets.NetworkStream(socket), Encoding.ASCII);
        var all = await reader.ReadToEndAsync().WaitAsync(Patience);

        Assert.DoesNotContain("0\r\n\r\n", all, StringComparison.Ordinal);
        var completion = await kept!.Completion.WaitAsync(Patience);
        Assert.Equal((CompletionReason.Faulted, 0, 1), (completion.Reason, completion.EventsSent, completion.EventsDropped));
    }

    [Fact]
    public async Task Events_without_a_byte_count_as_sent()
    {
        var opened = new TaskCompletionSource<StreamSender<byte[]>>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var app = await StartAsync<byte[]>(new() { DisplayName = "T", Route = "/t", Mode = StreamMode.Binary }, async (_, sender) =>
        {
            opened.SetResult(sender);
            await sender.Completion;
        });
        using var response = await app.OpenAsync("/t").WaitAsync(Patience);
        await using var body = await response.Content.ReadAsStreamAsync();
        var sender = await opened.Task.WaitAsync(Patience);
        sender.TrySend([1]);
        Assert.Equal(1, await body.ReadAsync(new byte[8]).AsTask().WaitAsync(Patience));

        sender.TrySend([]);
        sender.TrySend([]);
        sender.EndStream();

        Assert.Equal(0, await body.ReadAsync(new byte[8]).AsTask().WaitAsync(Patience));
        var completion = await sender.Completion.WaitAsync(Patience);
        Assert.Equal((CompletionReason.Completed, 3, 0), (completion.Reason, completion.EventsSent, completion.EventsDropped));
    }

    [Fact]
    public async Task A_log_that_throws_takes_nothing_with_it()
    {
        StreamSender<int>? kept = null;
        var returned = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var app = await StartAsync<int>(
            new() { DisplayName = "T", Route = "/t", Mode = StreamMode.Sse },
            async (http, sender) =>
            {
                kept = sender;
                http.RequestServices.GetRequiredService<IStreamRegistry>().Register("id", sender);
                sender.TrySend(1);
                sender.Dispose();
                await sender.Completion;
                returned.SetResult();
            },
            builder => builder.Logging.AddProvider(new ThrowingLog("T: the stream ended")));

        // The response is cut short: the end was not proper anyway.
        await Assert.ThrowsAnyAsync<Exception>(() => app.Client.GetStringAsync("/t").WaitAsync(Patience));

        Assert.Equal(CompletionReason.Incomplete, (await kept!.Completion.WaitAsync(Patience)).Reason);
        await returned.Task.WaitAsync(Patience);
        var host = app.App.Services.GetRequiredService<StreamHost>();
        using var watchdog = new CancellationTokenSource(Patience);
        while (host.Live.Count > 0 || host.Wheel.Count > 0 || app.App.Services.GetRequiredService<IStreamRegistry>().Count > 0)
        {
            watchdog.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    [Fact]
    public async Task A_log_that_throws_does_not_keep_a_sequence_from_being_released()
    {
        var released = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var app = await StreamingApp.StartAsync(
            mapper =>
            {
                var definition = new StreamEndpointDefinition { DisplayName = "T", Route = "/t", Mode = StreamMode.Sse, MaxFrameBytes = 32_768 };
                var endpoint = mapper.CreateEndpoint<string>(definition);
                mapper.Map(definition, http => endpoint.PullAsync(http, token => Events(token)));
            },
            build: builder => builder.Logging.AddProvider(new ThrowingLog("failed after its stream had ended")));

        await Assert.ThrowsAnyAsync<Exception>(() => app.Client.GetStringAsync("/t").WaitAsync(Patience));
        await released.Task.WaitAsync(Patience);

        async IAsyncEnumerable<string> Events([EnumeratorCancellation] CancellationToken token)
        {
            // The second event fails the stream, the call-back is logged, and then the sequence is to be released.
            await using var registration = token.Register(static () => throw new InvalidOperationException("The call-back fails."));
            try
            {
                yield return "first";
                await Task.Yield();
                yield return new string('x', 40_000);
            }
            finally
            {
                released.SetResult();
            }
        }
    }

    [Fact]
    public async Task One_exception_that_fails_many_streams_does_not_grow_with_them()
    {
        const int Streams = 300;
        var senders = new System.Collections.Concurrent.ConcurrentBag<StreamSender<int>>();
        await using var app = await StartAsync<int>(new() { DisplayName = "T", Route = "/t", Mode = StreamMode.Sse }, async (_, sender) =>
        {
            senders.Add(sender);
            await sender.Completion;
        });
        var responses = await Task.WhenAll(Enumerable.Range(0, Streams).Select(_ => app.OpenAsync("/t"))).WaitAsync(Patience);
        var failure = new InvalidOperationException("The upstream is gone.");

        foreach (var sender in senders)
        {
            sender.Fail(failure);
        }

        foreach (var response in responses)
        {
            await Assert.ThrowsAnyAsync<Exception>(() => response.Content.ReadAsStringAsync().WaitAsync(Patience));
            response.Dispose();
        }

        // Each of them would add some 600 characters.
        Assert.InRange(failure.StackTrace?.Length ?? 0, 0, 20_000);
    }

    [Fact]
    public async Task A_method_that_still_opens_its_sequence_does_not_hold_up_a_host_that_stops()
    {
        var opening = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var app = await StreamingApp.StartAsync(mapper =>
        {
            var definition = new StreamEndpointDefinition { DisplayName = "T", Route = "/t", Mode = StreamMode.Json };
            var endpoint = mapper.CreateEndpoint<int>(definition);
            mapper.Map(definition, http => endpoint.PullAsync(http, async token =>
            {
                token.Register(told.SetResult);
                opening.SetResult();
                await Task.Delay(Timeout.Infinite, token);
                return AsyncEnumerable.Empty<int>();
            }));
        });
        var asking = app.OpenAsync("/t");
        await opening.Task.WaitAsync(Patience);

        var stopping = app.App.StopAsync();

        // Well before the server's own patience ends, which would cancel the token too.
        await told.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await stopping.WaitAsync(Patience);
        using var answer = await asking.WaitAsync(Patience);
        Assert.Equal(System.Net.HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
    }

    private static Task<StreamingApp> StartAsync<T>(StreamEndpointDefinition definition, Func<HttpContext, StreamSender<T>, Task> producer, Action<WebApplicationBuilder>? build = null) => StreamingApp.StartAsync(
        mapper =>
        {
            var endpoint = mapper.CreateEndpoint<T>(definition);
            mapper.Map(definition, http => endpoint.PushAsync(http, (sender, _) => producer(http, sender)));
        },
        build: build);

    private sealed class ThrowingLog(string message) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public void Dispose()
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (formatter(state, exception).Contains(message, StringComparison.Ordinal))
            {
                throw new InvalidOperationException("The disk is full.");
            }
        }
    }
}
