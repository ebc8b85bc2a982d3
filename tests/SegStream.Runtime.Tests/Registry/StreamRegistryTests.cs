using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using SegStream.Runtime.Tests.Hosting;

namespace SegStream.Runtime.Tests.Registry;

public sealed class StreamRegistryTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly SegStream.Registry.StreamRegistry _registry = new(TimeProvider.System);
    private readonly ConcurrentBag<object> _responses = [];

    [Fact]
    public void A_broadcast_reaches_the_streams_of_its_type_and_group()
    {
        var lobby = Open<string>("a", "lobby");
        Open<string>("b", "attic");
        Open<int>("c", "lobby");

        Assert.Equal(2, _registry.Broadcast("all"));
        Assert.Equal(1, _registry.Broadcast("some", "lobby"));
        Assert.Equal(1, _registry.Broadcast(1));
        Assert.Equal(0, _registry.Broadcast("none", "cellar"));
        lobby.EndStream();
        Assert.Equal(1, _registry.Broadcast("rest"));
    }

    [Fact]
    public void A_case_of_a_union_reaches_the_unions_streams()
    {
        Open<Exception>("a");
        Open<string>("b");
        var response = StreamResponse.Text();
        using var unified = response.Sender;
        _registry.Register("c", unified);

        Assert.Equal(1, _registry.Broadcast(new InvalidOperationException()));
        Assert.Equal(0, _registry.Broadcast(new object()));
    }

    [Fact]
    public void An_id_is_taken_until_its_registration_is_disposed()
    {
        Open<string>("a");
        var exception = Assert.Throws<ArgumentException>(() => Open<string>("a"));
        Assert.Contains("'a'", exception.Message, StringComparison.Ordinal);
        _registry.List().Single().Dispose();
        Assert.Equal(0, _registry.Count);
        Open<string>("a");
        Assert.Throws<ArgumentException>(() => Open<string>(""));
    }

    [Fact]
    public void A_stale_registration_does_not_remove_its_successor()
    {
        Open<string>("a");
        var stale = _registry.List().Single();
        stale.Dispose();
        Open<string>("a", "lobby");
        stale.Dispose();

        Assert.Equal(1, _registry.Count);
        Assert.Single(_registry.List("lobby"));
    }

    [Fact]
    public void Senders_are_found_by_id_and_type()
    {
        var sender = Open<string>("a");

        Assert.True(_registry.TryGetSender<string>("a", out var found));
        Assert.Same(sender, found);
        Assert.False(_registry.TryGetSender<int>("a", out _));
        Assert.False(_registry.TryGetSender("a", out _));
        Assert.False(_registry.TryGetSender<string>("b", out _));
    }

    [Fact]
    public void Groups_are_joined_and_left()
    {
        Open<string>("a", "lobby");
        Assert.True(_registry.AddToGroup("a", "attic"));
        Assert.False(_registry.AddToGroup("a", "attic"));
        Assert.False(_registry.AddToGroup("b", "attic"));
        Assert.Equal(["attic", "lobby"], _registry.List("attic").Single().Groups.Order());
        Assert.True(_registry.RemoveFromGroup("a", "lobby"));
        Assert.False(_registry.RemoveFromGroup("a", "lobby"));
        Assert.Empty(_registry.List("lobby"));
    }

    [Fact]
    public void A_list_has_the_facts_of_each_stream_oldest_first()
    {
        Open<string>("b");
        var response = StreamResponse.Text();
        using var unified = response.Sender;
        _registry.Register("a", unified, new StreamMetadata { Items = new Dictionary<string, string> { ["k"] = "v" } });

        var list = _registry.List();

        Assert.Equal(["b", "a"], list.Select(stream => stream.ConnectionId));
        Assert.Equal(typeof(string), list[0].EventType);
        Assert.Equal(StreamMode.Text, list[1].Mode);
        Assert.Equal("v", list[1].Metadata.Items["k"]);
        Assert.All(list, stream => Assert.True(stream.IsConnected));
    }

    [Fact]
    public void Closing_ends_and_removes()
    {
        var sender = Open<string>("a", "lobby");
        Open<string>("b", "lobby");
        Open<string>("c");

        Assert.True(_registry.Close("a"));
        Assert.False(_registry.Close("a"));
        Assert.False(sender.IsConnected);
        Assert.Equal(1, _registry.CloseGroup("lobby"));
        Assert.Equal(1, _registry.CloseAll());
        Assert.Equal(0, _registry.Count);
    }

    [Fact]
    public async Task Streams_leave_the_registry_when_their_clients_leave()
    {
        await using var app = await StreamingApp.StartAsync(use: app => app.MapGet("/room/{id}", (string id, IStreamRegistry registry, HttpContext http) =>
        {
            var response = StreamResponse.Sse<string>();
            registry.Register(id, response.Sender, new StreamMetadata(http) { Group = "room" });
            return response;
        }));
        var registry = app.App.Services.GetRequiredService<IStreamRegistry>();

        using var first = await app.OpenAsync("/room/1");
        StreamSender<string>? left;
        using (await app.OpenAsync("/room/2"))
        {
            Assert.Equal(2, registry.List("room").Count);
            Assert.Equal("127.0.0.1", registry.List()[0].Metadata.RemoteAddress?.Replace("::ffff:", "", StringComparison.Ordinal));
            Assert.Equal("/room/2", registry.List()[1].Metadata.Path);
            Assert.Equal(2, registry.Broadcast("hello", "room"));
            Assert.True(registry.TryGetSender<string>("2", out left));
        }

        Assert.Equal(CompletionReason.ClientAborted, (await left.Completion.WaitAsync(Patience)).Reason);
        SpinWait.SpinUntil(() => registry.Count == 1, Patience);
        Assert.Equal("1", registry.List().Single().ConnectionId);
        registry.CloseAll();
        Assert.Equal("data: hello\n\n", await first.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Registering_closing_and_grouping_from_many_threads_leaves_nothing_behind()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(() =>
        {
            for (var i = 0; i < 500; i++)
            {
                var id = $"{thread}-{i}";
                Open<int>(id, "all");
                _registry.AddToGroup(id, $"group {i % 10}");
                _registry.Broadcast(i, $"group {i % 10}");
                _registry.Close(id);
            }
        })));

        Assert.Equal(0, _registry.Count);
        Assert.Empty(_registry.List("all"));
        Assert.All(Enumerable.Range(0, 10), i => Assert.Empty(_registry.List($"group {i}")));
    }

    private StreamSender<T> Open<T>(string id, string? group = null)
    {
        // A response that is lost before it is executed ends its stream.
        var response = StreamResponse.Json<T>();
        _responses.Add(response);
        _registry.Register(id, response.Sender, new StreamMetadata { Group = group });
        return response.Sender;
    }
}
