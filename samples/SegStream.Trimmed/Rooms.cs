using Microsoft.AspNetCore.Http.HttpResults;
using SegStream;

namespace Trimmed;

/// <summary>Streams that outlive the method, or are refused.</summary>
public sealed class Rooms
{
    [SseEndpoint("/rooms/{room}")]
    public Results<NotFound, StreamResponse<string>> Enter(string room)
    {
        if (room != "lobby")
        {
            return TypedResults.NotFound();
        }

        var response = StreamResponse.Sse<string>();
        _ = TalkAsync(response.Sender);
        return response;
    }

    private static async Task TalkAsync([TakesOwnership] StreamSender<string> sender)
    {
        await sender.SendAsync("welcome");
        sender.EndStream();
    }
}
