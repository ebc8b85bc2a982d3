using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Primitives;

namespace SegStream.Endpoints.Tests.Endpoints;

/// <summary>Methods that say what they were given. The tests map each of them twice: as a stream endpoint and as a minimal API.</summary>
internal static class ParityMethods
{
    [JsonStream("/seg/int")]
    public static IEnumerable<string> Int(int x) => Say(x);

    [JsonStream("/seg/nullable-int")]
    public static IEnumerable<string> NullableInt(int? x) => Say(x);

    [JsonStream("/seg/default-int")]
    public static IEnumerable<string> DefaultInt(int x = 7) => Say(x);

    [JsonStream("/seg/nullable-default-int")]
    public static IEnumerable<string> NullableDefaultInt(int? x = 7) => Say(x);

    [JsonStream("/seg/string")]
    public static IEnumerable<string> String(string x) => Say(x);

    [JsonStream("/seg/nullable-string")]
    public static IEnumerable<string> NullableString(string? x) => Say(x);

    [JsonStream("/seg/default-string")]
    public static IEnumerable<string> DefaultString(string x = "d") => Say(x);

    [JsonStream("/seg/nullable-default-string")]
    public static IEnumerable<string> NullableDefaultString(string? x = "d") => Say(x);

    [JsonStream("/seg/ints")]
    public static IEnumerable<string> Ints(int[] x) => Say(x);

    [JsonStream("/seg/nullable-ints")]
    public static IEnumerable<string> NullableInts(int[]? x) => Say(x);

    [JsonStream("/seg/ints-with-holes")]
    public static IEnumerable<string> IntsWithHoles(int?[] x) => Say(x);

    [JsonStream("/seg/strings")]
    public static IEnumerable<string> Strings(string[] x) => Say(x);

    [JsonStream("/seg/string-values")]
    public static IEnumerable<string> Values(StringValues x) => Say(x.ToArray());

    [JsonStream("/seg/nullable-string-values")]
    public static IEnumerable<string> NullableValues(StringValues? x) => Say(x?.ToArray());

    [JsonStream("/seg/uri")]
    public static IEnumerable<string> Uri(Uri x) => Say(x);

    [JsonStream("/seg/nullable-uri")]
    public static IEnumerable<string> NullableUri(Uri? x) => Say(x);

    [JsonStream("/seg/enum")]
    public static IEnumerable<string> Enum(DayOfWeek x) => Say(x);

    [JsonStream("/seg/nullable-enum")]
    public static IEnumerable<string> NullableEnum(DayOfWeek? x) => Say(x);

    [JsonStream("/seg/date-time")]
    public static IEnumerable<string> Time(DateTime x) => Say(x.ToString("o", CultureInfo.InvariantCulture) + x.Kind);

    [JsonStream("/seg/date-time-offset")]
    public static IEnumerable<string> TimeOffset(DateTimeOffset x) => Say(x.ToString("o", CultureInfo.InvariantCulture));

    [JsonStream("/seg/date")]
    public static IEnumerable<string> Date(DateOnly x) => Say(x.ToString("o", CultureInfo.InvariantCulture));

    [JsonStream("/seg/time")]
    public static IEnumerable<string> TimeOfDay(TimeOnly x) => Say(x.ToString("o", CultureInfo.InvariantCulture));

    [JsonStream("/seg/time-span")]
    public static IEnumerable<string> Span(TimeSpan x) => Say(x);

    [JsonStream("/seg/double")]
    public static IEnumerable<string> Double(double x) => Say(x);

    [JsonStream("/seg/decimal")]
    public static IEnumerable<string> Decimal(decimal x) => Say(x);

    [JsonStream("/seg/bool")]
    public static IEnumerable<string> Bool(bool x) => Say(x);

    [JsonStream("/seg/guid")]
    public static IEnumerable<string> Guid(Guid x) => Say(x);

    [JsonStream("/seg/char")]
    public static IEnumerable<string> Char(char x) => Say(x);

    [JsonStream("/seg/own")]
    public static IEnumerable<string> Own(Celsius x) => Say(x.Degrees);

    [JsonStream("/seg/nullable-own")]
    public static IEnumerable<string> NullableOwn(Celsius? x) => Say(x?.Degrees);

    [JsonStream("/seg/header")]
    public static IEnumerable<string> Header([FromHeader(Name = "x-h")] string x) => Say(x);

    [JsonStream("/seg/header-int")]
    public static IEnumerable<string> HeaderInt([FromHeader(Name = "x-h")] int x) => Say(x);

    [JsonStream("/seg/header-strings")]
    public static IEnumerable<string> HeaderStrings([FromHeader(Name = "x-h")] string[] x) => Say(x);

    [JsonStream("/seg/header-ints")]
    public static IEnumerable<string> HeaderInts([FromHeader(Name = "x-h")] int[] x) => Say(x);

    [JsonStream("/seg/header-values")]
    public static IEnumerable<string> HeaderValues([FromHeader(Name = "x-h")] StringValues x) => Say(x.ToArray());

    [JsonStream("/seg/route/{x}")]
    public static IEnumerable<string> Route(string x) => Say(x);

    [JsonStream("/seg/route-int/{x?}")]
    public static IEnumerable<string> RouteInt(int? x) => Say(x);

    [JsonStream("/seg/route-optional/{x?}")]
    public static IEnumerable<string> RouteOptional(string x) => Say(x);

    [JsonStream("/seg/route-default/{x=5}")]
    public static IEnumerable<string> RouteDefault(int x) => Say(x);

    [JsonStream("/seg/body", Method = "POST")]
    public static IEnumerable<string> Body(Note x) => Say(x);

    [JsonStream("/seg/nullable-body", Method = "POST")]
    public static IEnumerable<string> NullableBody(Note? x) => Say(x);

    [JsonStream("/seg/allowed-empty-body", Method = "POST")]
    public static IEnumerable<string> AllowedEmptyBody([FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] Note x) => Say(x);

    [JsonStream("/seg/body-and-query", Method = "POST")]
    public static IEnumerable<string> BodyAndQuery(Note x, int q) => Say(x, q);

    [JsonStream("/seg/int-body", Method = "POST")]
    public static IEnumerable<string> IntBody([FromBody] int x) => Say(x);

    [JsonStream("/seg/array-body", Method = "POST")]
    public static IEnumerable<string> ArrayBody(int[] x) => Say(x);

    [JsonStream("/seg/two/{x}")]
    public static IEnumerable<string> Two(int x, [FromQuery(Name = "the-y")] int y, HttpContext http) => Say(x, y, http.Request.Method);

    [JsonStream("/seg/composite/{id}", Method = "POST")]
    public static IEnumerable<string> Composite([AsParameters] Paging paging, string? x) => Say(paging.Id, paging.Size, paging.Note, paging.Http.Request.Method, x);

    private static string[] Say(params object?[] values) => [string.Join(" and ", values.Select(Text))];

    private static string[] Say<T>(T[]? values) => [values is null ? "null" : "[" + string.Join("|", values.Select(value => Text(value))) + "]"];

    private static string Text(object? value) => value switch
    {
        null => "null",
        string text => "'" + text + "'",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
