using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SegStream.Hosting;

namespace SegStream.Runtime.Tests.Hosting;

/// <summary>
/// Policies on the wire. The producers send before they give the thread away, so that nobody reads meanwhile and the books are exact.
/// </summary>
public sealed class OverflowTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(OverflowPolicy.DropOldest, 15)]
    [InlineData(OverflowPolicy.DropNewest, 0)]
    [InlineData(OverflowPolicy.Coalesce, 15)]
    public async Task An_event_stream_tells_of_the_loss_before_the_next_event(OverflowPolicy policy, int first)
    {
        var (body, completion) = await SendAsync(Definition(StreamMode.Sse, policy), 25);

        var kept = policy == OverflowPolicy.Coalesce ? [20, 21, 22, 23, 24, 15, 16, 17, 18, 19] : Enumerable.Range(first, 10);
        Assert.Equal("event: gap\ndata: {\"dropped\":15}\n\n" + string.Concat(kept.Select(number => $"data: {{\"number\":{number}}}\n\n")), body);
        Assert.Equal((CompletionReason.Completed, 10, 15), (completion.Reason, completion.EventsSent, completion.EventsDropped));
        Assert.Equal(body.Length, completion.BytesSent);
    }

    [Theory]
    [InlineData("application/x-ndjson", "{\"type\":\"gap\",\"dropped\":2}\n{\"number\":2}\n{\"number\":3}\n")]
    [InlineData("application/json-seq", "\u001e{\"type\":\"gap\",\"dropped\":2}\n\u001e{\"number\":2}\n\u001e{\"number\":3}\n")]
    [InlineData("application/json", "[{\"type\":\"gap\",\"dropped\":2},{\"number\":2},{\"number\":3}]")]
    public async Task A_stream_of_JSON_tells_of_the_loss_with_a_record(string accept, string expected)
    {
        var (body, completion) = await SendAsync(Definition(StreamMode.Json, OverflowPolicy.DropOldest, capacity: 2), 4, accept);
        Assert.Equal(expected, body);
        Assert.Equal((2, 2), (completion.EventsSent, completion.EventsDropped));
    }

    [Fact]
    public async Task Text_has_no_place_for_a_notice_and_the_loss_is_counted()
    {
        StreamSender<string>? kept = null;
        await using var app = await PushAsync<string>(Definition(StreamMode.Text, OverflowPolicy.DropOldest, capacity: 2), sender =>
        {
            kept = sender;
            for (var i = 0; i < 5; i++)
            {
                Assert.Equal(SendResult.Accepted, sender.TrySend($"{i}"));
            }

            sender.EndStream();
        });

        Assert.Equal("3\n4\n", await app.Client.GetStringAsync("/t"));
        var completion = await kept!.Completion.WaitAsync(Patience);
        Assert.Equal((2, 3), (completion.EventsSent, completion.EventsDropped));
    }

    [Fact]
    public async Task A_failure_comes_after_the_notice_and_the_events()
    {
        var definition = Definition(StreamMode.Json, OverflowPolicy.DropNewest, capacity: 2);
        StreamSender<Reading>? kept = null;
        await using var app = await PushAsync<Reading>(definition, sender =>
        {
            kept = sender;
            sender.TrySend(new Reading(0));
            sender.TrySend(new Reading(1));
            sender.TrySend(new Reading(2));
            sender.Fail(new InvalidOperationException("secret"));
        });

        using var response = await app.OpenAsync("/t");
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        string[] lines = [(await reader.ReadLineAsync())!, (await reader.ReadLineAsync())!, (await reader.ReadLineAsync())!, (await reader.ReadLineAsync())!];

        Assert.Equal(["{\"type\":\"gap\",\"dropped\":1}", "{\"number\":0}", "{\"number\":1}"], lines[..3]);
        Assert.Equal("error", JsonDocument.Parse(lines[3]).RootElement.GetProperty("type").GetString());
        var completion = await kept!.Completion.WaitAsync(Patience);
        Assert.Equal((CompletionReason.Faulted, 2, 1), (completion.Reason, completion.EventsSent, completion.EventsDropped));
    }

    [Fact]
    public async Task A_stream_that_is_full_before_it_is_read_is_disconnected()
    {
        StreamSender<Reading>? kept = null;
        await using var app = await PushAsync<Reading>(Definition(StreamMode.Sse, OverflowPolicy.Disconnect), sender =>
        {
            kept = sender;
            for (var i = 0; i < 10; i++)
            {
                Assert.Equal(SendResult.Accepted, sender.TrySend(new Reading(i)));
            }

            Assert.Equal(SendResult.Closed, sender.TrySend(new Reading(10)));
            Assert.False(sender.IsConnected);
        });

        await Assert.ThrowsAnyAsync<Exception>(() => app.Client.GetStringAsync("/t"));
        var completion = await kept!.Completion.WaitAsync(Patience);
        Assert.Equal((CompletionReason.SlowConsumer, 0, 10), (completion.Reason, completion.EventsSent, completion.EventsDropped));
        Assert.Contains(app.Log.Of("SegStream", LogLevel.Warning), message => message.Contains("Disconnect", StringComparison.Ordinal) && message.Contains("10 events", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_detached_stream_takes_its_policy_when_it_is_executed_and_its_waiting_senders_go_on()
    {
        var waited = new TaskCompletionSource<bool>();
        await using var app = await StreamingApp.StartAsync(mapper =>
        {
            var definition = Definition(StreamMode.Sse, OverflowPolicy.DropOldest);
            var endpoint = mapper.CreateDetachedEndpoint(definition);
            mapper.Map(definition, http =>
            {
                var response = StreamResponse.Sse<Reading>();
                var number = 0;
                ValueTask<bool> sending;
                while ((sending = response.Sender.SendAsync(new Reading(number))).IsCompleted)
                {
                    number++;
                }

                _ = FinishAsync(response.Sender, sending);
                return endpoint.ExecuteAsync(http, response);
            });
        });

        var body = await app.Client.GetStringAsync("/t");

        Assert.True(await waited.Task.WaitAsync(Patience));
        Assert.Contains("event: gap\ndata: {\"dropped\":", body, StringComparison.Ordinal);
        Assert.EndsWith("data: {\"number\":-1}\n\n", body, StringComparison.Ordinal);

        async Task FinishAsync(StreamSender<Reading> sender, ValueTask<bool> sending)
        {
            var accepted = await sending.ConfigureAwait(false);
            sender.TrySend(new Reading(-1));
            sender.EndStream();
            waited.SetResult(accepted);
        }
    }

    [Fact]
    public async Task A_pulled_sequence_loses_nothing_whatever_the_policy_for_events_that_are_sent()
    {
        await using var app = await StreamingApp.StartAsync(
            mapper =>
            {
                var definition = new StreamEndpointDefinition { DisplayName = "T", Route = "/t", Mode = StreamMode.Sse, Capacity = 2 };
                var endpoint = mapper.CreateEndpoint<string>(definition);
                mapper.Map(definition, http => endpoint.PullAsync(http, _ => Enumerable.Range(0, 5_000).Select(number => $"{number}")));
            },
            options => options.Overflow = OverflowPolicy.DropNewest);

        Assert.Equal(string.Concat(Enumerable.Range(0, 5_000).Select(number => $"data: {number}\n\n")), await app.Client.GetStringAsync("/t"));
    }

    [Fact]
    public async Task A_unified_stream_coalesces_by_event_name()
    {
        await using var app = await StreamingApp.StartAsync(mapper =>
        {
            var definition = Definition(StreamMode.Sse, OverflowPolicy.Coalesce);
            var endpoint = mapper.CreateUnifiedEndpoint(definition);
            mapper.Map(definition, http => endpoint.PushAsync(http, (sender, _) =>
            {
                sender.SendSseEvent("price", "1");
                sender.SendSseData("kept");
                sender.SendSseEvent("price", "2");
                sender.SendSseData("kept");
                sender.EndStream();
                return Task.CompletedTask;
            }));
        });

        Assert.Equal("event: gap\ndata: {\"dropped\":1}\n\nevent: price\ndata: 2\n\ndata: kept\n\ndata: kept\n\n", await app.Client.GetStringAsync("/t"));
    }

    private static StreamEndpointDefinition Definition(StreamMode mode, OverflowPolicy policy, int capacity = 10) =>
        new() { DisplayName = "Tests.Overflow", Route = "/t", Mode = mode, Capacity = capacity, Overflow = policy };

    private static async Task<(string Body, StreamCompletion Completion)> SendAsync(StreamEndpointDefinition definition, int count, string? accept = null)
    {
        StreamSender<Reading>? kept = null;
        await using var app = await PushAsync<Reading>(definition, sender =>
        {
            kept = sender;
            for (var i = 0; i < count; i++)
            {
                Assert.Equal(SendResult.Accepted, sender.TrySend(new Reading(i)));
            }

            sender.EndStream();
        });
        using var response = await app.OpenAsync("/t", accept);
        var body = await response.Content.ReadAsStringAsync();
        return (body, await kept!.Completion.WaitAsync(Patience));
    }

    private static Task<StreamingApp> PushAsync<T>(StreamEndpointDefinition definition, Action<StreamSender<T>> produce) => StreamingApp.StartAsync(mapper =>
    {
        var endpoint = mapper.CreateEndpoint<T>(definition);
        mapper.Map(definition, http => endpoint.PushAsync(http, (sender, _) =>
        {
            produce(sender);
            return Task.CompletedTask;
        }));
    });
}
