using System.Net;
using System.Numerics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Primitives;
using SegStream.Endpoints.Tests.Differential.Types;
using SegStream.Endpoints.Tests.Endpoints;
using Say = System.Collections.Generic.IEnumerable<string>;

namespace SegStream.Endpoints.Tests.Differential;

/// <summary>Signatures that are read from the query.</summary>
internal static class QuerySignatures
{
    [JsonStream("/seg/d/q/byte")]
    public static Say Byte(byte x) => Answer.With(x);

    [JsonStream("/seg/d/q/short")]
    public static Say Short(short x) => Answer.With(x);

    [JsonStream("/seg/d/q/int")]
    public static Say Int(int x) => Answer.With(x);

    [JsonStream("/seg/d/q/int-maybe")]
    public static Say IntMaybe(int? x) => Answer.With(x);

    [JsonStream("/seg/d/q/int-default")]
    public static Say IntDefault(int x = 7) => Answer.With(x);

    [JsonStream("/seg/d/q/int-maybe-default")]
    public static Say IntMaybeDefault(int? x = 7) => Answer.With(x);

    [JsonStream("/seg/d/q/long")]
    public static Say Long(long x) => Answer.With(x);

    [JsonStream("/seg/d/q/ulong")]
    public static Say ULong(ulong x) => Answer.With(x);

    [JsonStream("/seg/d/q/big")]
    public static Say Big(BigInteger x) => Answer.With(x);

    [JsonStream("/seg/d/q/half-and-float")]
    public static Say HalfAndFloat(Half x, float y) => Answer.With(x, y);

    [JsonStream("/seg/d/q/double")]
    public static Say Double(double x) => Answer.With(x);

    [JsonStream("/seg/d/q/decimal")]
    public static Say Decimal(decimal x = 1.5m) => Answer.With(x);

    [JsonStream("/seg/d/q/bool")]
    public static Say Bool(bool x) => Answer.With(x);

    [JsonStream("/seg/d/q/char")]
    public static Say Char(char x) => Answer.With(x);

    [JsonStream("/seg/d/q/guid")]
    public static Say Guid(Guid? x) => Answer.With(x);

    [JsonStream("/seg/d/q/time")]
    public static Say Time(DateTime x, DateTimeOffset? y) => Answer.With(x, y);

    [JsonStream("/seg/d/q/date")]
    public static Say Date(DateOnly x, TimeOnly? y, TimeSpan? z) => Answer.With(x, y, z);

    [JsonStream("/seg/d/q/uri")]
    public static Say Link(Uri x, Uri? y) => Answer.With(x, y);

    [JsonStream("/seg/d/q/version")]
    public static Say Version(Version x, IPAddress? y) => Answer.With(x, y);

    [JsonStream("/seg/d/q/enum")]
    public static Say Enum(DayOfWeek x, FileAccess? y) => Answer.With(x, y);

    [JsonStream("/seg/d/q/enum-default")]
    public static Say EnumDefault(DayOfWeek x = DayOfWeek.Friday) => Answer.With(x);

    [JsonStream("/seg/d/q/own")]
    public static Say Own(Celsius x, Celsius? y) => Answer.With(x.Degrees, y?.Degrees);

    [JsonStream("/seg/d/q/explicit")]
    public static Say Explicit(Kelvin x, Kelvin? y) => Answer.With(x, y);

    [JsonStream("/seg/d/q/plate")]
    public static Say Short(Plate x, Plate? y) => Answer.With(x, y);

    [JsonStream("/seg/d/q/width")]
    public static Say Wide(Width x) => Answer.With(x);

    [JsonStream("/seg/d/q/string")]
    public static Say String(string x) => Answer.With(x);

    [JsonStream("/seg/d/q/string-maybe")]
    public static Say StringMaybe(string? x, string y = "d") => Answer.With(x, y);

    [JsonStream("/seg/d/q/named")]
    public static Say Named([FromQuery(Name = "the x")] string x, [FromQuery(Name = "$y[0]")] int? y) => Answer.With(x, y);

    [JsonStream("/seg/d/q/ints")]
    public static Say Ints(int[] x) => Answer.With([x]);

    [JsonStream("/seg/d/q/ints-maybe")]
    public static Say IntsMaybe(int[]? x) => Answer.With([x]);

    [JsonStream("/seg/d/q/ints-with-holes")]
    public static Say IntsWithHoles(int?[] x) => Answer.With([x]);

    [JsonStream("/seg/d/q/strings")]
    public static Say Strings(string[] x, string?[]? y) => Answer.With(x, y);

    [JsonStream("/seg/d/q/owns")]
    public static Say Owns(Plate[] x, Plate?[] y) => Answer.With(x, y);

    [JsonStream("/seg/d/q/links")]
    public static Say Links(Uri[] x, Uri?[] y) => Answer.With(x, y);

    [JsonStream("/seg/d/q/days")]
    public static Say Days(DayOfWeek[] x, Kelvin?[] y) => Answer.With(x, y);

    [JsonStream("/seg/d/q/values")]
    public static Say Values(StringValues x) => Answer.With([x]);

    [JsonStream("/seg/d/q/values-maybe")]
    public static Say ValuesMaybe(StringValues? x) => Answer.With([x]);

    [JsonStream("/seg/d/q/post", Method = "POST")]
    public static Say Post([FromQuery] int[] x, int y, string? z) => Answer.With(x, y, z);

#nullable disable
    [JsonStream("/seg/d/q/oblivious")]
    public static Say Oblivious(string x, Plate y, int z, Plate[] w) => Answer.With(x, y, z, w);
#nullable restore
}
