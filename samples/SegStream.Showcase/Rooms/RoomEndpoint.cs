using Microsoft.AspNetCore.Http.HttpResults;
using SegStream;

namespace Showcase.Rooms;

/// <summary>Joins a room and stays until the client goes away.</summary>
public static class RoomEndpoint
{
    // curl -N 'http://127.0.0.1:5180/rooms/lobby?member=Ada'
    [SseEndpoint("/rooms/{room}")]
    public static Results<ProblemHttpResult, StreamResponse<RoomEvent>> Join(string room, string? member, RoomBook rooms, HttpContext http)
    {
        if (RoomNames.Problem(room, member) is { } problem)
        {
            return TypedResults.Problem(problem, statusCode: StatusCodes.Status400BadRequest);
        }

        var response = StreamResponse.Sse<RoomEvent>();
        rooms.Enter(room, member!, response.Sender, http);
        return response;
    }
}
