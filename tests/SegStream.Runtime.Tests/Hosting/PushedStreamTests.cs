using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SegStream.Hosting;

namespace SegStream.Runtime.Tests.Hosting;

public sealed class PushedStreamTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly StreamEndpointDefinition Sse = new() { DisplayName = "Tests.Push", Route = "/push", Mode = StreamMode.Sse };
    private static readonly StreamEndpointDefinition NdJson = new() { DisplayName = "Tests.Push", Route = "/push", Mode = StreamMode.Json };

    [Fact]
    public async Task What_was_sent_before_EndStream_arrives_and_the_stream_is_complete()
    {
        var completion = new TaskCompletionSource<StreamCompletion>();
        await using var app = await PushAsync<int>(Sse, async (sender, token) =>
        {
            for (var i = 0; i < 5_000; i++)
            {
                Assert.True(await sender.SendAsync(i, token));
            }

            Assert.True(sender.EndStream());
            Assert.False(sender.EndStream());
            Assert.Equal(SendResult.Closed, sender.TrySend(-1));
            Assert.False(await sender.SendAsync(-1, token));
            Assert.False(sender.IsConnected);
            completion.SetResult(await sender.Completion);
        });

        var body = await app.Client.GetStringAsync("/push");

        Assert.Equal(string.Concat(Enumerable.Range(0, 5_000).Select(i => $"data: {i}\n\n")), body);
        var result = await completion.Task.WaitAsync(Patience);
        Assert.Equal(CompletionReason.Completed, result.Reason);
        Assert.Equal(5_000, result.EventsSent);
        Assert.Equal(body.Length, result.BytesSent);
        Assert.Equal(0, result.EventsDropped);
    }

    [Fact]
    public async Task The_client_sees_the_end_although_the_method_still_tidies_up()
    {
        var tidy = new TaskCompletionSource();
        var returned = new TaskCompletionSource();
        await using var app = await PushAsync<int>(Sse, async (sender, _) =>
        {
            sender.TrySend(1);
            sender.EndStream();
            await tidy.Task;
            returned.SetResult();
        });

        Assert.Equal("data: 1\n\n", await app.Client.GetStringAsync("/push"));
        Assert.False(returned.Task.IsCompleted);
        tidy.SetResult();
        await returned.Task.WaitAsync(Patience);
    }

    [Fact]
    public async Task A_method_that_returns_without_EndStream_leaves_the_stream_incomplete()
    {
        StreamSender<int>? kept = null;
        await using var app = await PushAsync<int>(NdJson, async (sender, _) =>
        {
            kept = sender;
            sender.TrySend(1);
            await Task.Yield();
        });

        using var response = await app.OpenAsync("/push");
        await Assert.ThrowsAnyAsync<Exception>(() => response.Content.ReadAsStringAsync());

        var completion = await kept!.Completion.WaitAsync(Patience);
        Assert.Equal(CompletionReason.Incomplete, completion.Reason);
        Assert.Equal(1, completion.EventsSent);
        Assert.Contains(app.Log.Of("SegStream", LogLevel.Warning), message => message.Contains("Tests.Push", StringComparison.Ordinal) && message.Contains("EndStream", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_method_that_sends_nothing_and_returns_without_EndStream_is_a_server_error()
    {
        await using var app = await PushAsync<int>(NdJson, (_, _) => Task.CompletedTask);

        using var response = await app.OpenAsync("/push");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task A_method_that_refuses_at_once_keeps_its_status_and_tells_the_reason()
    {
        await using var app = await PushAsync<int>(Sse, (_, _) => throw new BadHttpRequestException("not today", StatusCodes.Status409Conflict));

        using var response = await app.OpenAsync("/push");

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Contains("\"not today\"", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_method_that_throws_after_events_faults_the_stream_with_an_error_record()
    {
        StreamSender<int>? kept = null;
        await using var app = await PushAsync<int>(NdJson, async (sender, _) =>
        {
            kept = sender;
            sender.TrySend(1);
            await Task.Yield();
            throw new InvalidOperationException("secret");
        });

        using var response = await app.OpenAsync("/push");
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        Assert.Equal("1", await reader.ReadLineAsync());
        var error = await reader.ReadLineAsync();
        Assert.Contains("\"type\":\"error\"", error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error, StringComparison.Ordinal);
        await Assert.ThrowsAnyAsync<IOException>(() => reader.ReadToEndAsync());

        var completion = await kept!.Completion.WaitAsync(Patience);
        Assert.Equal(CompletionReason.Faulted, completion.Reason);
        Assert.Equal("secret", completion.Exception!.Message);
    }

    [Fact]
    public async Task Exception_details_reach_the_client_only_when_the_setting_is_on()
    {
        await using var app = await PushAsync<int>(
            Sse,
            (sender, _) =>
            {
                sender.TrySend(1);
                sender.Fail(new InvalidOperationException("the reason"));
                return Task.CompletedTask;
            },
            options => options.IncludeExceptionDetails = true);

        using var response = await app.OpenAsync("/push");
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        Assert.Equal("data: 1", await reader.ReadLineAsync());
        await reader.ReadLineAsync();
        Assert.Equal("event: error", await reader.ReadLineAsync());
        Assert.Contains("InvalidOperationException: the reason", await reader.ReadLineAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_producer_cancels_its_stream()
    {
        StreamSender<int>? kept = null;
        await using var app = await PushAsync<int>(Sse, async (sender, _) =>
        {
            kept = sender;
            sender.TrySend(1);
            await Task.Yield();
            throw new OperationCanceledException();
        });

        using var response = await app.OpenAsync("/push");
        await Assert.ThrowsAnyAsync<Exception>(() => response.Content.ReadAsStringAsync());

        Assert.Equal(CompletionReason.Cancelled, (await kept!.Completion.WaitAsync(Patience)).Reason);
    }

    [Fact]
    public async Task A_client_that_leaves_cancels_the_token_and_closes_the_sender()
    {
        StreamSender<int>? kept = null;
        var cancelled = new TaskCompletionSource();
        await using var app = await PushAsync<int>(Sse, async (sender, token) =>
        {
            kept = sender;
            sender.TrySend(1);
            try
            {
                await Task.Delay(Timeout.Infinite, token);
            }
            finally
            {
                cancelled.SetResult();
            }
        });

        using (var response = await app.OpenAsync("/push"))
        {
            await (await response.Content.ReadAsStreamAsync()).ReadExactlyAsync(new byte[9]);
        }

        await cancelled.Task.WaitAsync(Patience);
        Assert.Equal(CompletionReason.ClientAborted, (await kept!.Completion.WaitAsync(Patience)).Reason);
        Assert.Equal(SendResult.Closed, kept.TrySend(2));
        Assert.False(kept.IsConnected);
    }

    [Fact]
    public async Task Many_threads_may_send_and_one_of_them_ends_the_stream()
    {
        const int threads = 8;
        const int each = 2_000;
        await using var app = await PushAsync<int>(NdJson, async (sender, token) =>
        {
            await Task.WhenAll(Enumerable.Range(0, threads).Select(thread => Task.Run(
                async () =>
                {
                    for (var i = 0; i < each; i++)
                    {
                        Assert.True(await sender.SendAsync((thread * each) + i, token));
                    }
                },
                token)));
            sender.EndStream();
        });

        var numbers = (await app.Client.GetStringAsync("/push")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse).ToList();

        Assert.Equal(Enumerable.Range(0, threads * each), numbers.Order());
        foreach (var thread in Enumerable.Range(0, threads))
        {
            var own = numbers.Where(number => number / each == thread);
            Assert.Equal(own.Order(), own);
        }
    }

    [Fact]
    public async Task Many_threads_may_end_the_stream_and_exactly_one_does()
    {
        var ended = 0;
        StreamSender<int>? kept = null;
        await using var app = await PushAsync<int>(Sse, async (sender, _) =>
        {
            kept = sender;
            await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() =>
            {
                sender.TrySend(i);
                if (i % 2 == 0 ? sender.EndStream() : sender.Fail(new InvalidOperationException()))
                {
                    Interlocked.Increment(ref ended);
                }
            })));
        });

        using var response = await app.OpenAsync("/push");
        try
        {
            await response.Content.ReadAsStringAsync();
        }
        catch (HttpRequestException)
        {
            // Where Fail was first the body is cut short.
        }

        Assert.Equal(1, ended);
        Assert.Contains((await kept!.Completion.WaitAsync(Patience)).Reason, new[] { CompletionReason.Completed, CompletionReason.Faulted });
    }

    [Fact]
    public async Task A_channel_writer_over_the_sender_serves_existing_code()
    {
        await using var app = await PushAsync<string>(Sse, async (sender, token) =>
        {
            var writer = sender.AsChannelWriter();
            Assert.True(writer.TryWrite("a"));
            Assert.True(await writer.WaitToWriteAsync(token));
            await writer.WriteAsync("b", token);
            writer.Complete();
            Assert.False(writer.TryComplete());
            Assert.False(await writer.WaitToWriteAsync(token));
            await Assert.ThrowsAsync<ChannelClosedException>(async () => await writer.WriteAsync("c", token));
        });

        Assert.Equal("data: a\n\ndata: b\n\n", await app.Client.GetStringAsync("/push"));
    }

    [Fact]
    public async Task An_event_that_cannot_be_serialized_faults_the_stream_after_what_came_before()
    {
        await using var app = await PushAsync<double>(NdJson, (sender, _) =>
        {
            sender.TrySend(1);
            sender.TrySend(double.NaN);
            sender.TrySend(2);
            sender.EndStream();
            return Task.CompletedTask;
        });

        using var response = await app.OpenAsync("/push");
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        Assert.Equal("1", await reader.ReadLineAsync());
        Assert.Contains("\"type\":\"error\"", await reader.ReadLineAsync(), StringComparison.Ordinal);
        await Assert.ThrowsAnyAsync<IOException>(() => reader.ReadToEndAsync());
    }

    private static Task<StreamingApp> PushAsync<T>(StreamEndpointDefinition definition, Func<StreamSender<T>, CancellationToken, Task> producer, Action<SegStreamOptions>? configure = null) =>
        StreamingApp.StartAsync(
            mapper =>
            {
                var endpoint = mapper.CreateEndpoint<T>(definition);
                mapper.Map(definition, http => endpoint.PushAsync(http, producer));
            },
            configure);
}
