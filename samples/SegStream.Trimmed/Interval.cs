using System.Globalization;

namespace Trimmed;

/// <summary>A type that reads itself from the request.</summary>
public sealed record Interval(int First, int Last)
{
    /// <summary>Reads <c>?interval=2-5</c>; null, and with it 400, for anything else.</summary>
    public static ValueTask<Interval?> BindAsync(HttpContext http) => ValueTask.FromResult(
        http.Request.Query["interval"].ToString().Split('-') is [var first, var last]
        && int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var from)
        && int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var to)
            ? new Interval(from, to)
            : null);
}
