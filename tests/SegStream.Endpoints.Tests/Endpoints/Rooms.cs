using System.Threading.Channels;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace SegStream.Endpoints.Tests.Endpoints;

/// <summary>Instance methods; the class comes from the services of the request.</summary>
[Tags("rooms")]
internal sealed class Rooms(IGreeter greeter)
{
    [SseEndpoint("/rooms/{room}")]
    public async IAsyncEnumerable<RoomEvent> Watch(string room)
    {
        await Task.Yield();
        yield return new RoomEvent.Joined(greeter.Greeting + " " + room);
        yield return new Left(1);
    }

    [SseEndpoint("/rooms/{room}/{from}")]
    public IEnumerable<RoomEvent> Watch(string room, int from) => [new RoomEvent.Joined(room), new Left(from)];

    [Authorize]
    [SseEndpoint("/closed")]
    public IEnumerable<int> Closed() => [1];

    [Authorize(Roles = "admin")]
    [SseEndpoint("/admins")]
    public IEnumerable<int> Admins() => [1];

    [SseEndpoint("/enter/{room}")]
    public static async Task<Results<NotFound, StreamResponse<RoomEvent>>> Enter(string room)
    {
        await Task.Yield();
        if (room == "none")
        {
            return TypedResults.NotFound();
        }

        var response = StreamResponse.Sse<RoomEvent>();
        response.Sender.TrySend(new RoomEvent.Joined(room));
        response.Sender.EndStream();
        return response;
    }

    [SseEndpoint("/unified")]
    public static StreamResponse Unified()
    {
        var response = StreamResponse.Sse();
        response.Sender.SendSseEvent("hello", "world");
        response.Sender.EndStream();
        return response;
    }

    [TextStream("/push")]
    public static async Task Push(StreamSender<string> sender, IGreeter greeter, [Microsoft.Extensions.DependencyInjection.FromKeyedServices("loud")] IGreeter loud, CancellationToken ct)
    {
        await sender.SendAsync(greeter.Greeting, ct);
        await sender.SendAsync(loud.Greeting, ct);
        sender.EndStream();
    }

    [TextStream("/push-void")]
    public static void PushVoid(StreamSender<string> sender)
    {
        sender.TrySend("void");
        sender.EndStream();
    }

    [TextStream("/push-value-task")]
    public static async ValueTask PushValueTask(StreamSender<string> sender)
    {
        await sender.SendAsync("value task");
        sender.EndStream();
    }

    [TextStream("/push-unified")]
    public static async Task PushUnified(StreamSender sender)
    {
        await sender.SendTextChunkAsync("unified");
        sender.EndStream();
    }

    [TextStream("/channel")]
    public static async Task<ChannelReader<string>> Channel()
    {
        var channel = System.Threading.Channels.Channel.CreateUnbounded<string>();
        await channel.Writer.WriteAsync("from a channel");
        channel.Writer.Complete();
        return channel.Reader;
    }

    [TextStream("/list")]
    public static ValueTask<List<string>> List() => ValueTask.FromResult<List<string>>(["from", "a list"]);

    [BinaryStream("/bytes", LengthPrefixed = true, ContentType = "audio/wav")]
    public static IEnumerable<byte[]> Bytes() => [[1, 2], [3]];
}
