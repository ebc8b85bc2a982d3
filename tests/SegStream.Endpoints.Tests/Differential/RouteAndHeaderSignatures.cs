using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Primitives;
using SegStream.Endpoints.Tests.Differential.Types;
using Say = System.Collections.Generic.IEnumerable<string>;

namespace SegStream.Endpoints.Tests.Differential;

/// <summary>Signatures that are read from the route and from headers.</summary>
internal static class RouteAndHeaderSignatures
{
    [JsonStream("/seg/d/r/string/{x}")]
    public static Say String(string x) => Answer.With(x);

    [JsonStream("/seg/d/r/int/{x}")]
    public static Say Int(int x) => Answer.With(x);

    [JsonStream("/seg/d/r/constraint/{x:int}")]
    public static Say Constraint(int x) => Answer.With(x);

    [JsonStream("/seg/d/r/range/{x:range(3,9)}/{y:alpha:minlength(2)?}")]
    public static Say Range(long x, string? y) => Answer.With(x, y);

    [JsonStream("/seg/d/r/regex/{x:regex(^\\d{{1,3}}$)}")]
    public static Say Regex(string x) => Answer.With(x);

    [JsonStream("/seg/d/r/guid/{x:guid}")]
    public static Say Guid(Guid x) => Answer.With(x);

    [JsonStream("/seg/d/r/enum/{x}")]
    public static Say Enum(DayOfWeek x) => Answer.With(x);

    [JsonStream("/seg/d/r/time/{x:datetime}")]
    public static Say Time(DateTime x) => Answer.With(x);

    [JsonStream("/seg/d/r/optional/{x?}")]
    public static Say Optional(int? x) => Answer.With(x);

    [JsonStream("/seg/d/r/optional-required/{x?}")]
    public static Say OptionalRequired(string x) => Answer.With(x);

    [JsonStream("/seg/d/r/optional-default/{x?}")]
    public static Say OptionalDefault(int x = 3) => Answer.With(x);

    [JsonStream("/seg/d/r/default/{x=5}")]
    public static Say Default(int x) => Answer.With(x);

    [JsonStream("/seg/d/r/catch-all/{*x}")]
    public static Say CatchAll(string? x) => Answer.With(x);

    [JsonStream("/seg/d/r/catch-all-raw/{**x}")]
    public static Say CatchAllRaw(string x) => Answer.With(x);

    [JsonStream("/seg/d/r/pair/{x}-{y}")]
    public static Say Pair(string x, int y) => Answer.With(x, y);

    [JsonStream("/seg/d/r/file/{x}.{y?}")]
    public static Say File(string x, string? y) => Answer.With(x, y);

    [JsonStream("/seg/d/r/named/{the-x}/{x}")]
    public static Say Named([FromRoute(Name = "the-x")] int first, [FromRoute] string X) => Answer.With(first, X);

    [JsonStream("/seg/d/r/both/{x}")]
    public static Say Both([FromQuery] string? x, [FromRoute(Name = "x")] string y) => Answer.With(x, y);

    [JsonStream("/seg/d/r/own/{x}")]
    public static Say Own(Plate x, Kelvin? y) => Answer.With(x, y);

    [JsonStream("/seg/d/h/string")]
    public static Say Header([FromHeader(Name = "x-h")] string x) => Answer.With(x);

    [JsonStream("/seg/d/h/string-maybe")]
    public static Say HeaderMaybe([FromHeader(Name = "x-h")] string? x, [FromHeader] string y = "d") => Answer.With(x, y);

    [JsonStream("/seg/d/h/int")]
    public static Say HeaderInt([FromHeader(Name = "X-H")] int x, [FromHeader(Name = "x-g")] int? y) => Answer.With(x, y);

    [JsonStream("/seg/d/h/time")]
    public static Say HeaderTime([FromHeader(Name = "x-h")] DateTime x, [FromHeader(Name = "x-g")] Guid? y) => Answer.With(x, y);

    [JsonStream("/seg/d/h/strings")]
    public static Say HeaderStrings([FromHeader(Name = "x-h")] string[] x) => Answer.With([x]);

    [JsonStream("/seg/d/h/ints")]
    public static Say HeaderInts([FromHeader(Name = "x-h")] int[] x, [FromHeader(Name = "x-g")] int?[]? y) => Answer.With(x, y);

    [JsonStream("/seg/d/h/values")]
    public static Say HeaderValues([FromHeader(Name = "x-h")] StringValues x, [FromHeader(Name = "x-g")] StringValues? y) => Answer.With(x, y);
}
