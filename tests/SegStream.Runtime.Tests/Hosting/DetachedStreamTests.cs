using System.Net;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SegStream.Hosting;

namespace SegStream.Runtime.Tests.Hosting;

public sealed class DetachedStreamTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_sender_outlives_the_method_and_ends_the_stream_later()
    {
        StreamSender<int>? sender = null;
        await using var app = await MapAsync(() =>
        {
            var response = StreamResponse.Sse<int>();
            sender = response.Sender;
            Assert.Equal(SendResult.Accepted, sender.TrySend(1));
            return response;
        });

        using var response = await app.OpenAsync("/d");
        sender!.TrySend(2);
        sender.EndStream();

        Assert.Equal("data: 1\n\ndata: 2\n\n", await response.Content.ReadAsStringAsync());
        Assert.Equal(CompletionReason.Completed, (await sender.Completion.WaitAsync(Patience)).Reason);
    }

    [Fact]
    public async Task A_rejection_keeps_its_status_and_a_stream_its_events()
    {
        await using var app = await StreamingApp.StartAsync(use: app => app.MapGet("/rooms/{room}", Results<NotFound, StreamResponse<string>> (string room) =>
        {
            if (room != "lobby")
            {
                return TypedResults.NotFound();
            }

            var response = StreamResponse.Sse<string>();
            response.Sender.TrySend("hello");
            response.Sender.EndStream();
            return response;
        }));

        using var missing = await app.OpenAsync("/rooms/attic");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        Assert.Equal("data: hello\n\n", await app.Client.GetStringAsync("/rooms/lobby"));
    }

    [Fact]
    public async Task A_dropped_sender_leaves_its_stream_incomplete()
    {
        var definition = new StreamEndpointDefinition { DisplayName = "Tests.Dropped", Route = "/d", Mode = StreamMode.Sse };
        await using var app = await StreamingApp.StartAsync(mapper =>
        {
            var endpoint = mapper.CreateDetachedEndpoint(definition);
            mapper.Map(definition, http => endpoint.ExecuteAsync(http, Dropped()));
        });

        using var response = await app.OpenAsync("/d");
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        Assert.Equal("data: 1", await reader.ReadLineAsync());
        Assert.Equal("", await reader.ReadLineAsync());
        var end = Assert.ThrowsAnyAsync<IOException>(() => reader.ReadLineAsync());
        var watch = System.Diagnostics.Stopwatch.StartNew();
        while (!end.IsCompleted && watch.Elapsed < Patience)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            await Task.Yield();
        }

        await end.WaitAsync(Patience);
        Assert.Contains(app.Log.Of("SegStream", LogLevel.Warning), message => message.Contains("EndStream", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_disposed_sender_leaves_its_stream_incomplete()
    {
        StreamSender<int>? sender = null;
        await using var app = await MapAsync(() =>
        {
            var response = StreamResponse.Json<int>();
            sender = response.Sender;
            return response;
        });

        using var response = await app.OpenAsync("/d");
        sender!.Dispose();

        await Assert.ThrowsAnyAsync<Exception>(() => response.Content.ReadAsStringAsync());
        Assert.Equal(CompletionReason.Incomplete, (await sender.Completion.WaitAsync(Patience)).Reason);
    }

    [Fact]
    public async Task A_response_has_exactly_one_reader()
    {
        var shared = StreamResponse.Sse<int>();
        await using var app = await MapAsync(() => shared);

        using var first = await app.OpenAsync("/d");
        using var second = await app.OpenAsync("/d");
        Assert.Equal(HttpStatusCode.InternalServerError, second.StatusCode);
        shared.Sender.EndStream();
        Assert.Equal("", await first.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_list_is_sent_whole_in_one_call()
    {
        await using var app = await StreamingApp.StartAsync(use: app =>
        {
            app.MapGet("/json", () => StreamResponse.JsonFrom([1, 2, 3]));
            app.MapGet("/text", () => StreamResponse.TextFrom(["one", "two"]));
            app.MapGet("/async", () => StreamResponse.TextFrom(Lines()));
            app.MapGet("/sse", () => StreamResponse.SseFrom(["one", "two"]));
            app.MapGet("/sse-async", () => StreamResponse.SseFrom(Lines()));
        });

        Assert.Equal("1\n2\n3\n", await app.Client.GetStringAsync("/json"));
        Assert.Equal("one\ntwo\n", await app.Client.GetStringAsync("/text"));
        Assert.Equal("a\nb\n", await app.Client.GetStringAsync("/async"));
        Assert.Equal("data: one\n\ndata: two\n\n", await app.Client.GetStringAsync("/sse"));
        Assert.Equal("data: a\n\ndata: b\n\n", await app.Client.GetStringAsync("/sse-async"));
        using var array = await app.OpenAsync("/json", "application/json");
        Assert.Equal("[1,2,3]", await array.Content.ReadAsStringAsync());
        Assert.Throws<InvalidOperationException>(() => StreamResponse.JsonFrom([1]).Sender);
    }

    [Fact]
    public async Task A_response_of_another_mode_than_the_endpoint_is_refused()
    {
        var definition = new StreamEndpointDefinition { DisplayName = "Tests.Wrong", Route = "/d", Mode = StreamMode.Sse };
        await using var app = await StreamingApp.StartAsync(mapper =>
        {
            var endpoint = mapper.CreateDetachedEndpoint(definition);
            mapper.Map(definition, http => endpoint.ExecuteAsync(http, StreamResponse.Json<int>()));
        });

        using var response = await app.OpenAsync("/d");
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Contains(app.Log.Entries, entry => entry.Level == LogLevel.Error && entry.Message.Contains("Tests.Wrong", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Forgetting_the_services_is_said_plainly()
    {
        var builder = WebApplication.CreateSlimBuilder();
        await using var app = builder.Build();
        var exception = Assert.Throws<InvalidOperationException>(() => StreamEndpointMapper.Create(app, typeof(StreamingApp).Assembly));
        Assert.Contains("AddSegStream", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_event_type_that_does_not_fit_the_mode_is_refused_by_the_factory()
    {
        Assert.Contains("ReadOnlyMemory<byte>", Assert.Throws<NotSupportedException>(() => StreamResponse.Binary<string>()).Message, StringComparison.Ordinal);
        Assert.Throws<NotSupportedException>(() => StreamResponse.Text<int>());
        Assert.Throws<ArgumentOutOfRangeException>(() => StreamResponse.Json<int>(JsonStreamFormats.None));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static StreamResponse<int> Dropped()
    {
        var response = StreamResponse.Sse<int>();
        response.Sender.TrySend(1);
        return response;
    }

    private static async IAsyncEnumerable<string> Lines()
    {
        yield return "a";
        await Task.Yield();
        yield return "b";
    }

    private static Task<StreamingApp> MapAsync<T>(Func<StreamResponse<T>> open) => StreamingApp.StartAsync(use: app => app.MapGet("/d", open));
}
