using System.Net;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using SegStream.Hosting;

namespace SegStream.Runtime.Tests.Hosting;

public sealed class PulledStreamTests
{
    private static readonly StreamEndpointDefinition Sse = new() { DisplayName = "Tests.Numbers", Route = "/numbers", Mode = StreamMode.Sse };

    [Fact]
    public async Task An_async_sequence_is_sent_as_events_and_ends_cleanly()
    {
        await using var app = await StreamingApp.StartAsync(mapper =>
        {
            var endpoint = mapper.CreateEndpoint<int>(Sse);
            mapper.Map(Sse, http => endpoint.PullAsync(http, token => Numbers(3, token)));
        });

        using var response = await app.OpenAsync("/numbers");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.ToString());
        Assert.Equal("no-cache, no-transform", response.Headers.GetValues("Cache-Control").Single().Replace("no-transform, no-cache", "no-cache, no-transform", StringComparison.Ordinal));
        Assert.Equal("no", response.Headers.GetValues("X-Accel-Buffering").Single());
        Assert.Equal("15", response.Headers.GetValues("SegStream-Heartbeat").Single());
        Assert.Equal("data: 0\n\ndata: 1\n\ndata: 2\n\n", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData(null, "application/x-ndjson", "0\n1\n")]
    [InlineData("*/*", "application/x-ndjson", "0\n1\n")]
    [InlineData("application/json", "application/json", "[0,1]")]
    [InlineData("application/json; charset=UTF-8", "application/json", "[0,1]")]
    [InlineData("application/json-seq", "application/json-seq", "\u001e0\n\u001e1\n")]
    [InlineData("application/json;q=0.5, application/x-ndjson;q=0.4", "application/json", "[0,1]")]
    [InlineData("application/*;q=0.5, application/x-ndjson;q=0", "application/json-seq", "\u001e0\n\u001e1\n")]
    [InlineData("", "application/x-ndjson", "0\n1\n")]
    [InlineData("nonsense", "application/x-ndjson", "0\n1\n")]
    [InlineData("application/json-seq;q=0.9, application/json;q=0.9, */*;q=0.1", "application/json-seq", "\u001e0\n\u001e1\n")]
    [InlineData("application/*;q=0.2, application/json;q=0.3", "application/json", "[0,1]")]
    [InlineData("*/*;q=0.2, application/*;q=0.1", "application/x-ndjson", "0\n1\n")]
    [InlineData("text/html, */*;q=0.001", "application/x-ndjson", "0\n1\n")]
    [InlineData("application/jsonl", "application/x-ndjson", "0\n1\n")]
    [InlineData("text/json", "application/json", "[0,1]")]
    [InlineData("APPLICATION/JSON", "application/json", "[0,1]")]
    [InlineData("application/json;q=0, application/x-ndjson;q=0, */*", "application/json-seq", "\u001e0\n\u001e1\n")]
    [InlineData("application/json;q=0, */*;q=0, application/json-seq", "application/json-seq", "\u001e0\n\u001e1\n")]
    public async Task The_format_of_a_json_stream_follows_the_accept_header(string? accept, string contentType, string body)
    {
        var definition = new StreamEndpointDefinition { DisplayName = "Tests.Json", Route = "/json", Mode = StreamMode.Json };
        await using var app = await StreamingApp.StartAsync(mapper =>
        {
            var endpoint = mapper.CreateEndpoint<int>(definition);
            mapper.Map(definition, http => endpoint.PullAsync(http, token => Numbers(2, token)));
        });

        using var response = await app.OpenAsync("/json", accept);

        Assert.Equal(contentType, response.Content.Headers.ContentType!.ToString());
        Assert.Equal(body, await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("text/*")]
    [InlineData("*/*;q=0")]
    [InlineData("application/*;q=0, */*")]
    [InlineData("application/json; version=2")]
    [InlineData("application/json;q=0, application/x-ndjson;q=0, application/json-seq;q=0, */*")]
    public async Task A_json_stream_refuses_a_client_that_accepts_none_of_its_formats(string accept)
    {
        var called = false;
        var definition = new StreamEndpointDefinition { DisplayName = "Tests.Json", Route = "/json", Mode = StreamMode.Json };
        await using var app = await StreamingApp.StartAsync(mapper =>
        {
            var endpoint = mapper.CreateEndpoint<int>(definition);
            mapper.Map(definition, http => endpoint.PullAsync(http, token =>
            {
                called = true;
                return Numbers(2, token);
            }));
        });

        using var response = await app.OpenAsync("/json", accept);

        Assert.Equal(HttpStatusCode.NotAcceptable, response.StatusCode);
        Assert.Contains("application/x-ndjson", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.False(called);
    }

    [Fact]
    public async Task The_head_of_the_response_leaves_before_the_first_event()
    {
        var gate = new TaskCompletionSource();
        await using var app = await StreamingApp.StartAsync(mapper =>
        {
            var endpoint = mapper.CreateEndpoint<int>(Sse);
            mapper.Map(Sse, http => endpoint.PullAsync(http, token => After(gate.Task)));
        });

        using var response = await app.OpenAsync("/numbers");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        gate.SetResult();

        Assert.Equal("data: 7\n\n", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_producer_that_throws_before_the_first_event_answers_with_problem_details()
    {
        await using var app = await StreamingApp.StartAsync(mapper =>
        {
            var endpoint = mapper.CreateEndpoint<int>(Sse);
            mapper.Map(Sse, http => endpoint.PullAsync(http, token => Failing(0)));
        });

        using var response = await app.OpenAsync("/numbers");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.DoesNotContain("secret", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_producer_that_throws_later_sends_an_error_event_and_the_body_is_cut_short()
    {
        await using var app = await StreamingApp.StartAsync(mapper =>
        {
            var endpoint = mapper.CreateEndpoint<int>(Sse);
            mapper.Map(Sse, http => endpoint.PullAsync(http, token => Failing(1)));
        });

        using var response = await app.OpenAsync("/numbers");
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());

        Assert.Equal("data: 0", await reader.ReadLineAsync());
        Assert.Equal("", await reader.ReadLineAsync());
        Assert.Equal("event: error", await reader.ReadLineAsync());
        var data = await reader.ReadLineAsync();
        Assert.Contains("internal_error", data, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", data, StringComparison.Ordinal);
        await Assert.ThrowsAnyAsync<IOException>(() => reader.ReadToEndAsync());
    }

    [Fact]
    public async Task A_client_that_leaves_cancels_the_producer_and_disposes_its_sequence()
    {
        var entered = new TaskCompletionSource();
        var disposed = new TaskCompletionSource();
        await using var app = await StreamingApp.StartAsync(mapper =>
        {
            var endpoint = mapper.CreateEndpoint<int>(Sse);
            mapper.Map(Sse, http => endpoint.PullAsync(http, token => Endless(entered, disposed, token)));
        });

        using (var response = await app.OpenAsync("/numbers"))
        {
            await entered.Task;
        }

        await disposed.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task A_lazy_sequence_may_block_without_holding_back_what_came_before()
    {
        using var gate = new SemaphoreSlim(0);
        await using var app = await StreamingApp.StartAsync(mapper =>
        {
            var endpoint = mapper.CreateEndpoint<int>(Sse);
            mapper.Map(Sse, http => endpoint.PullAsync(http, token => Blocking(gate)));
        });

        using var response = await app.OpenAsync("/numbers");
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        Assert.Equal("data: 1", await reader.ReadLineAsync());
        gate.Release();

        Assert.Equal("\ndata: 2\n\n", await reader.ReadToEndAsync());
    }

    [Fact]
    public async Task A_channel_of_the_application_is_read_to_its_completion()
    {
        var channel = Channel.CreateBounded<string>(2);
        await using var app = await StreamingApp.StartAsync(mapper =>
        {
            var endpoint = mapper.CreateEndpoint<string>(Sse);
            mapper.Map(Sse, http => endpoint.ReadAsync(http, token => channel.Reader));
        });

        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < 100; i++)
            {
                await channel.Writer.WriteAsync($"line {i}");
            }

            channel.Writer.Complete();
        });

        var body = await app.Client.GetStringAsync("/numbers");
        await writing;
        Assert.Equal(string.Concat(Enumerable.Range(0, 100).Select(i => $"data: line {i}\n\n")), body);
    }

    [Fact]
    public async Task A_sequence_that_never_gives_its_thread_away_is_flushed_while_it_works()
    {
        using var gate = new ManualResetEventSlim();
        await using var app = await StreamingApp.StartAsync(mapper =>
        {
            var endpoint = mapper.CreateEndpoint<int>(Sse);
            mapper.Map(Sse, http => endpoint.PullAsync(http, token => Working(gate)));
        });

        using var response = await app.OpenAsync("/numbers");
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        Assert.Equal("data: 1", await reader.ReadLineAsync());
        gate.Set();

        Assert.EndsWith("data: 3\n\n", await reader.ReadToEndAsync(), StringComparison.Ordinal);
    }

    private static async IAsyncEnumerable<int> Working(ManualResetEventSlim gate)
    {
        yield return 1;

        // Work that takes longer than a batch may, and then waits for the client to have seen the first event, blocking the thread all the time.
        var watch = System.Diagnostics.Stopwatch.StartNew();
        SpinWait.SpinUntil(() => watch.ElapsedMilliseconds > 50);
        yield return 2;
        gate.Wait();
        yield return 3;
        await Task.CompletedTask;
    }

    private static async IAsyncEnumerable<int> Numbers(int count, [EnumeratorCancellation] CancellationToken token = default)
    {
        for (var i = 0; i < count; i++)
        {
            await Task.Yield();
            token.ThrowIfCancellationRequested();
            yield return i;
        }
    }

    private static async IAsyncEnumerable<int> After(Task gate)
    {
        await gate;
        yield return 7;
    }

    private static async IAsyncEnumerable<int> Failing(int after)
    {
        for (var i = 0; i < after; i++)
        {
            yield return i;
            await Task.Yield();
        }

        throw new InvalidOperationException("secret");
    }

    private static async IAsyncEnumerable<int> Endless(TaskCompletionSource entered, TaskCompletionSource disposed, [EnumeratorCancellation] CancellationToken token = default)
    {
        try
        {
            yield return 0;
            entered.SetResult();
            await Task.Delay(Timeout.Infinite, token);
        }
        finally
        {
            disposed.SetResult();
        }
    }

    private static IEnumerable<int> Blocking(SemaphoreSlim gate)
    {
        yield return 1;
        gate.Wait();
        yield return 2;
    }
}
