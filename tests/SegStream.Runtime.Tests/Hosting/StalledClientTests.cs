using System.Net.ServerSentEvents;
using System.Text.Json;
using SegStream.Hosting;

namespace SegStream.Runtime.Tests.Hosting;

/// <summary>A client that does not read while the application sends on, over real connections.</summary>
[Collection(MeasuredAlone.Name)]
public sealed class StalledClientTests
{
    private const int Capacity = 100;
    private const int TenMillion = 10_000_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly TaskCompletionSource<StreamSender<Reading>> _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task Ten_million_events_stay_within_the_memory_of_the_queue_and_the_latest_arrive()
    {
        await using var app = await StartAsync(OverflowPolicy.DropOldest);
        using var response = await app.OpenAsync("/t");
        var sender = await _opened.Task.WaitAsync(Patience);
        var reading = new Reading(0);
        for (var i = 0; i < 1_000_000; i++)
        {
            sender.TrySend(reading);
        }

        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 1_000_000; i < TenMillion - Capacity; i++)
        {
            Assert.Equal(SendResult.Accepted, sender.TrySend(reading));
        }

        // One reference each would be 72 MB.
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 4_000_000);
        for (var i = 0; i < Capacity; i++)
        {
            sender.TrySend(new Reading(i));
        }

        sender.EndStream();
        var read = await ReadAsync(response);
        var completion = await sender.Completion.WaitAsync(Patience);
        Assert.Equal(Enumerable.Range(0, Capacity), read.Numbers.TakeLast(Capacity));
        AssertBooks(TenMillion, read, completion);
    }

    [Theory]
    [InlineData(OverflowPolicy.Wait, CompletionReason.ClientAborted)]
    [InlineData(OverflowPolicy.DropNewest, CompletionReason.ClientAborted)]
    [InlineData(OverflowPolicy.Coalesce, CompletionReason.ClientAborted)]
    [InlineData(OverflowPolicy.Disconnect, CompletionReason.SlowConsumer)]
    public async Task Ten_million_events_stay_within_the_memory_of_the_queue_whatever_the_policy(OverflowPolicy policy, CompletionReason reason)
    {
        await using var app = await StartAsync(policy);
        using var response = await app.OpenAsync("/t");
        var sender = await _opened.Task.WaitAsync(Patience);
        var reading = new Reading(0);
        var accepted = Offer(1_000_000);
        var sends = new List<Task<bool>>();
        while (policy == OverflowPolicy.Wait && sends.Count(static sending => !sending.IsCompleted) < 1_000)
        {
            sends.Add(sender.SendAsync(reading).AsTask());
        }

        var before = GC.GetTotalMemory(forceFullCollection: true);
        accepted += Offer(TenMillion - 1_000_000);

        // One reference each would be 72 MB.
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 4_000_000);

        // Whoever waits goes on when the client is gone, and the books are exact.
        response.Dispose();
        var completion = await sender.Completion.WaitAsync(Patience);
        accepted += (await Task.WhenAll(sends).WaitAsync(Patience)).Count(static taken => taken);
        Assert.Equal(SendResult.Closed, sender.TrySend(reading));
        Assert.Equal(reason, completion.Reason);
        Assert.Equal(accepted, completion.EventsSent + completion.EventsDropped);
        Assert.True(policy is not (OverflowPolicy.DropNewest or OverflowPolicy.Coalesce) || accepted == TenMillion, "A policy that drops refused an event.");
        Assert.True(policy is not (OverflowPolicy.Wait or OverflowPolicy.Disconnect) || accepted < TenMillion, "The client was not stalled.");

        long Offer(int events)
        {
            var taken = 0L;
            for (var i = 0; i < events; i++)
            {
                taken += sender.TrySend(reading) == SendResult.Accepted ? 1 : 0;
            }

            return taken;
        }
    }

    [Theory]
    [InlineData(OverflowPolicy.DropOldest)]
    [InlineData(OverflowPolicy.DropNewest)]
    [InlineData(OverflowPolicy.Coalesce)]
    public async Task Every_event_of_several_senders_arrives_or_is_told_of(OverflowPolicy policy)
    {
        const int Senders = 4;
        const int Events = 500_000;
        await using var app = await StartAsync(policy);
        using var response = await app.OpenAsync("/t");
        var sender = await _opened.Task.WaitAsync(Patience);

        // The stream ends while three of the four still send, so that the end has to be exact too.
        var accepted = await Task.WhenAll(Enumerable.Range(0, Senders).Select(own => Task.Run(() =>
        {
            var count = 0;
            for (var i = 0; i < Events && sender.TrySend(new Reading(i)) == SendResult.Accepted; i++)
            {
                count++;
            }

            sender.EndStream();
            return count;
        }))).WaitAsync(Patience);

        var read = await ReadAsync(response);
        var completion = await sender.Completion.WaitAsync(Patience);
        AssertBooks(accepted.Sum(), read, completion);
        Assert.True(read.Dropped > 0, "Nothing was dropped: the test does not show what it should.");
    }

    [Fact]
    public async Task The_newest_values_arrive_when_the_client_reads_again()
    {
        await using var app = await StartAsync(OverflowPolicy.Coalesce);
        using var response = await app.OpenAsync("/t");
        var sender = await _opened.Task.WaitAsync(Patience);
        for (var i = 0; i < 1_000_000; i++)
        {
            Assert.True((await sender.SendAsync(new Reading(i))));
        }

        sender.EndStream();
        var read = await ReadAsync(response);
        Assert.Equal(Enumerable.Range(999_990, 10), read.Numbers.TakeLast(10).Order());
        AssertBooks(1_000_000, read, await sender.Completion.WaitAsync(Patience));
    }

    [Fact]
    public async Task A_client_that_falls_behind_by_more_than_the_queue_is_disconnected_at_once_if_so_chosen()
    {
        await using var app = await StartAsync(OverflowPolicy.Disconnect);
        using var response = await app.OpenAsync("/t");
        var sender = await _opened.Task.WaitAsync(Patience);
        var accepted = 0;
        while (sender.TrySend(new Reading(accepted)) == SendResult.Accepted)
        {
            accepted++;
        }

        // No write timeout is set: nothing but the full queue ends the stream.
        var completion = await sender.Completion.WaitAsync(Patience);
        Assert.Equal(CompletionReason.SlowConsumer, completion.Reason);
        Assert.Equal(accepted, completion.EventsSent + completion.EventsDropped);
        Assert.True(completion.EventsDropped > 0);
        await Assert.ThrowsAnyAsync<Exception>(() => ReadAsync(response));
    }

    private static void AssertBooks(long accepted, Received read, StreamCompletion completion)
    {
        Assert.Equal(CompletionReason.Completed, completion.Reason);
        Assert.Equal(read.Numbers.Count, completion.EventsSent);
        Assert.Equal(read.Dropped, completion.EventsDropped);
        Assert.Equal(accepted, completion.EventsSent + completion.EventsDropped);
    }

    private static async Task<Received> ReadAsync(HttpResponseMessage response)
    {
        var numbers = new List<int>();
        var dropped = 0L;
        await foreach (var item in SseParser.Create(await response.Content.ReadAsStreamAsync(), static (_, data) => JsonDocument.Parse(data.ToArray())).EnumerateAsync())
        {
            using (item.Data)
            {
                if (item.EventType == "gap")
                {
                    dropped += item.Data.RootElement.GetProperty("dropped").GetInt64();
                }
                else
                {
                    numbers.Add(item.Data.RootElement.GetProperty("number").GetInt32());
                }
            }
        }

        return new Received(numbers, dropped);
    }

    private Task<StreamingApp> StartAsync(OverflowPolicy policy) => StreamingApp.StartAsync(mapper =>
    {
        var definition = new StreamEndpointDefinition { DisplayName = "T", Route = "/t", Mode = StreamMode.Sse, Capacity = Capacity, Overflow = policy, WriteTimeoutSeconds = 0 };
        var endpoint = mapper.CreateEndpoint<Reading>(definition);
        mapper.Map(definition, http => endpoint.PushAsync(http, async (sender, _) =>
        {
            _opened.TrySetResult(sender);
            await sender.Completion;
        }));
    });

    private sealed record Received(List<int> Numbers, long Dropped);
}
