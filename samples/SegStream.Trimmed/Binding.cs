using System.Security.Claims;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using SegStream;

namespace Trimmed;

/// <summary>Parameters from every source; each stream tells what it was given.</summary>
public static class Binding
{
    [TextStream("/binding/values/{id:int}/{**rest}")]
    public static IEnumerable<string> Values(int id, string rest, Colour colour, DayOfWeek? day, int[] numbers, Guid? key, [FromHeader(Name = "X-Trace")] string? trace, double share = 0.5) =>
        [$"{id} {rest} {colour.Name} {day} {string.Join('+', numbers)} {key} {trace} {share}"];

    [TextStream("/binding/body", Method = "POST")]
    public static IEnumerable<string> Body(Order order) => [$"{order.Id} {order.Count} {order.Day} {string.Join('+', order.Tags)}"];

    [TextStream("/binding/raw", Method = "POST")]
    public static async IAsyncEnumerable<string> Raw(Stream body)
    {
        using var reader = new StreamReader(body);
        yield return await reader.ReadToEndAsync();
    }

    [TextStream("/binding/services")]
    public static IEnumerable<string> Services(Rooms rooms, [FromKeyedServices("greeting")] Greeting greeting, HttpContext http, HttpRequest request, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        [$"{rooms.GetType().Name} {greeting.Text} {http.Request.Path} {request.Method} {user.Identity?.IsAuthenticated is true} {cancellationToken.CanBeCanceled}"];

    [TextStream("/binding/page")]
    public static IEnumerable<string> Paged([AsParameters] Page page) => [$"{page.Number} {page.Order}"];

    [TextStream("/binding/filter")]
    public static IEnumerable<string> Filtered([AsParameters] Filter filter) => [$"{filter.Text} {filter.Limit} {filter.Order}"];

    [TextStream("/binding/interval")]
    public static IEnumerable<string> Between(Interval interval) => [$"{interval.First} {interval.Last}"];

    [TextStream("/binding/form", Method = "POST")]
    [RequireAntiforgeryToken(required: false)]
    public static async IAsyncEnumerable<string> Upload([FromForm] string title, IFormFile file)
    {
        using var reader = new StreamReader(file.OpenReadStream());
        yield return $"{title} {file.FileName} {await reader.ReadToEndAsync()}";
    }
}
