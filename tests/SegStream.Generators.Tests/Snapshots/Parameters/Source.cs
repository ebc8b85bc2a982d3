using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Pipelines;
using System.Security.Claims;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;
using SegStream;

namespace App;

public enum Level { Low, High = 7 }

public sealed record Order(int Id);

public readonly record struct Point(int X, int Y);

public sealed record Page(int Id, [FromQuery(Name = "per-page")] int Size, IClock Clock, CancellationToken Ct, Order Order);

public interface IClock;

public sealed class Store;

public readonly struct Money
{
    public static bool TryParse(string text, out Money value) { value = default; return true; }
}

public sealed class Code
{
    public static bool TryParse(string? text, IFormatProvider? provider, out Code? value) { value = null; return false; }
}

[AttributeUsage(AttributeTargets.All)]
public sealed class HintAttribute(string text) : Attribute
{
    public string Text => text;
}

public sealed record Bound
{
    public static ValueTask<Bound?> BindAsync(HttpContext http) => default;
}

public readonly record struct BoundWith
{
    public static ValueTask<BoundWith?> BindAsync(HttpContext http, System.Reflection.ParameterInfo parameter) => default;
}

public sealed class BoundByInterface : IBindableFromHttpContext<BoundByInterface>
{
    static ValueTask<BoundByInterface?> IBindableFromHttpContext<BoundByInterface>.BindAsync(HttpContext context, System.Reflection.ParameterInfo parameter) => default;
}

public class Filter
{
    public int Page { get; set; }

    [FromQuery(Name = "order-by")]
    public string? OrderBy { get; init; }
}

public sealed class NamedFilter : Filter
{
    public required string @event { get; set; }

    public HttpContext Http { get; set; } = null!;
}

public static class Parameters
{
    /// <summary>Binds types that bind
    /// themselves, as <see cref="BoundWith"/> does.</summary>
    /// <remarks>
    /// <para>In &lt;any&gt; way.</para>
    /// <para>Really: <paramref name="bound"/>.</para>
    /// </remarks>
    [JsonStream("/bound")]
    public static IEnumerable<int> Self(Bound bound, Bound? maybe, BoundWith with, [FromKeyedServices("not a service")] IClock keyed, [Hint("x")] BoundWith? maybeWith, BoundByInterface byInterface, BoundWith last = default) => [];

    [JsonStream("/groups")]
    public static IEnumerable<int> Groups([AsParameters] NamedFilter filter, [AsParameters] Point point) => [];

    [JsonStream("/form/{id}", Method = "POST")]
    public static IEnumerable<int> Fields(int id, [FromForm] string title, [FromForm(Name = "n")] int?[] numbers, [FromForm] Code?[] codes, IFormFile file, IFormFile? maybe, IFormFileCollection files, IFormCollection form, [FromForm] DayOfWeek day = DayOfWeek.Friday) => [];

    [JsonStream("/text/{id}/{when?}")]
    public static IEnumerable<int> Text(
        int id,
        DateTime? when,
        string q,
        string? opt,
        Uri uri,
        Uri? maybeUri,
        Level level,
        Level? maybeLevel,
        DateTimeOffset at,
        Money money,
        Code code,
        Code? maybeCode,
        [FromHeader(Name = "X-Trace")] Guid trace,
        [FromHeader] string? language,
        [FromQuery(Name = "order-by")] string orderBy = "na\"me",
        int page = 1,
        int? size = 50,
        Level fallback = Level.High,
        Level odd = (Level)3,
        Guid empty = default,
        decimal price = 1.5m,
        double ratio = 0.1,
        float half = .5f,
        char separator = '\'',
        long big = long.MinValue,
        bool flag = true,
        string? none = null) => [];

    [JsonStream("/arrays")]
    public static IEnumerable<int> Arrays(
        string[] tags,
        string[]? maybe,
        int[] ids,
        int?[] holes,
        Uri[] links,
        Level[] levels,
        [FromHeader(Name = "X-Ids")] int[] headerIds,
        StringValues raw,
        StringValues? maybeRaw) => [];

    [JsonStream("/special")]
    public static IEnumerable<int> Special(HttpContext http, HttpRequest request, HttpResponse response, ClaimsPrincipal user, CancellationToken ct, IClock clock, Store store, Store? maybe, [FromServices] IClock? explicitly, [FromKeyedServices("k")] IClock keyed, [FromKeyedServices(Level.High)] IClock? maybeKeyed) => [];

    [JsonStream("/body", Method = "POST")]
    public static IEnumerable<int> Body([FromBody] Order order, [FromQuery] int[] ids) => [];

    [JsonStream("/maybe-body", Method = "put")]
    public static IEnumerable<int> MaybeBody([FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] Order? order) => [];

    [JsonStream("/inferred", Method = "PATCH")]
    public static IEnumerable<int> Inferred(Order order, Store? store, IClock clock, string[] names, int q) => [];

    [JsonStream("/struct", Method = "POST")]
    public static IEnumerable<int> Struct(Point point) => [];

    [JsonStream("/stream", Method = "POST")]
    public static IEnumerable<int> Raw(Stream body) => [];

    [JsonStream("/pipe", Method = "POST")]
    public static IEnumerable<int> Pipe(PipeReader body) => [];

    [JsonStream("/null", Method = "POST")]
    public static IEnumerable<int> NullAgainstType([FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] Order order, string text = null!, Uri uri = null!, [FromServices] IClock clock = null!) => [];

    [JsonStream("/composite/{id}", Method = "POST")]
    public static IEnumerable<int> Composite(int size, [AsParameters] Page page) => [];

    [JsonStream("/names")]
    public static IEnumerable<int> Names(string http, string endpoint, string binder, string cancellationToken, string sender, string @class, string target, string mapper) => [];
}
