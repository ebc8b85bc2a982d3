using Microsoft.AspNetCore.Http.HttpResults;

namespace Showcase.Rooms;

/// <summary>Says something in a room. An ordinary endpoint: only listening is a stream.</summary>
public static class RoomMessages
{
    private const int MaxCharacters = 500;

    /// <summary>Maps <c>POST /rooms/{room}/messages</c>.</summary>
    /// <param name="endpoints">Where to map it.</param>
    public static void MapRoomMessages(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/rooms/{room}/messages", Say);

    private static Results<ProblemHttpResult, Ok<int>> Say(string room, RoomMessage message, RoomBook rooms)
    {
        var problem = RoomNames.Problem(room, message.Member)
            ?? (message.Text?.Trim().Length is > 0 and <= MaxCharacters ? null : $"A message has to have 1 to {MaxCharacters} characters.");
        if (problem is not null)
        {
            return TypedResults.Problem(problem, statusCode: StatusCodes.Status400BadRequest);
        }

        return TypedResults.Ok(rooms.Say(room, new RoomEvent.Said(message.Member!, message.Text!.Trim(), DateTimeOffset.UtcNow)));
    }
}
