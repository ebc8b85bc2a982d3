using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace SegStream.Endpoints.Tests.Differential.Types;

// Objects of [AsParameters], one of each shape.
internal sealed record RecordGroup(int Id, [FromQuery(Name = "per-page")] int Size, string? Text, DayOfWeek Day = DayOfWeek.Friday, int? Maybe = 9);

internal readonly record struct RecordStructGroup(int Id, [FromHeader(Name = "x-h")] string? H, HttpContext Http);

internal sealed class ConstructorGroup(int id, string text)
{
    public int Id { get; } = id;

    [FromHeader(Name = "x-t")]
    public string Text { get; } = text;

    public string? Ignored { get; set; }
}

internal class PropertyGroup
{
    public int Id { get; set; }

    [FromQuery(Name = "q")]
    public string? Text { get; set; } = "initial";

    public int[] Numbers { get; set; } = [];

    public int ReadOnly => 1;

    public int Private { get; private set; } = 5;

    public CancellationToken Token { get; set; }
}

internal sealed class InheritedGroup : PropertyGroup
{
    public required string Name { get; init; }

    public DateOnly? On { get; init; }
}

internal struct StructGroup
{
    public int Id { get; set; }

    [FromHeader(Name = "x-h")]
    public int H { get; set; }
}

internal sealed class TwoConstructors
{
    public TwoConstructors()
    {
    }

    public TwoConstructors(int id, string text)
    {
        Id = id;
        Text = text;
    }

    public int Id { get; set; }

    public string? Text { get; set; }
}

internal sealed record BodyGroup(int Id, Item Item, [FromQuery] string? Q);

internal sealed record FormGroup([FromForm] string Title, [FromForm(Name = "n")] int? Count, IFormFile? File, string? Q);

internal sealed record BoundGroup([Name("z")] BoundWithParameter First, BoundByInterface? Second, IServiceProvider Services);
