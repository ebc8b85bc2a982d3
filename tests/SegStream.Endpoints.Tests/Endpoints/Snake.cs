using System.Text.Json.Serialization;

namespace SegStream.Endpoints.Tests.Endpoints;

/// <summary>A body whose names differ between the application's options and the endpoint's context.</summary>
internal sealed record Snake(int LongName)
{
    [JsonStream("/snake/context", Method = "POST", JsonContext = typeof(SnakeContext))]
    public static IEnumerable<Snake> Context(Snake body) => [body];

    [JsonStream("/snake/options", Method = "POST")]
    public static IEnumerable<Snake> Options(Snake body) => [body];

    [JsonStream("/snake/other", Method = "POST", JsonContext = typeof(SnakeContext))]
    public static IEnumerable<Snake> Other(Note note) => [new(note.N)];
}

/// <summary>The context of <see cref="Snake"/>. It does not know the other body.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(Snake))]
internal sealed partial class SnakeContext : JsonSerializerContext;
