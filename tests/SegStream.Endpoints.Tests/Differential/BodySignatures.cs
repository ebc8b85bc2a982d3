using System.IO.Pipelines;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.DependencyInjection;
using SegStream.Endpoints.Tests.Differential.Types;
using SegStream.Endpoints.Tests.Endpoints;
using Say = System.Collections.Generic.IEnumerable<string>;

namespace SegStream.Endpoints.Tests.Differential;

/// <summary>Signatures with a body, and those that take services and parts of the request.</summary>
internal static class BodySignatures
{
    [JsonStream("/seg/d/b/item", Method = "POST")]
    public static Say Required(Item x) => Answer.With(x);

    [JsonStream("/seg/d/b/maybe", Method = "POST")]
    public static Say Maybe(Item? x) => Answer.With(x);

    [JsonStream("/seg/d/b/default", Method = "PUT")]
    public static Say Default(Item? x = null) => Answer.With(x);

    [JsonStream("/seg/d/b/allowed-empty", Method = "POST")]
    public static Say AllowedEmpty([FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] Item x) => Answer.With(x);

    [JsonStream("/seg/d/b/struct", Method = "POST")]
    public static Say Struct(Size x) => Answer.With(x);

    [JsonStream("/seg/d/b/struct-maybe", Method = "POST")]
    public static Say StructMaybe(Size? x) => Answer.With(x);

    [JsonStream("/seg/d/b/struct-empty", Method = "POST")]
    public static Say StructEmpty([FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] Size x) => Answer.With(x);

    [JsonStream("/seg/d/b/string", Method = "POST")]
    public static Say String([FromBody] string x) => Answer.With(x);

    [JsonStream("/seg/d/b/string-default", Method = "PATCH")]
    public static Say StringDefault([FromBody] string x = "d") => Answer.With(x);

    [JsonStream("/seg/d/b/int", Method = "POST")]
    public static Say Int([FromBody] int x) => Answer.With(x);

    [JsonStream("/seg/d/b/enum-maybe", Method = "POST")]
    public static Say EnumMaybe([FromBody] DayOfWeek? x) => Answer.With(x);

    [JsonStream("/seg/d/b/list", Method = "POST")]
    public static Say List(List<int> x) => Answer.With(x);

    [JsonStream("/seg/d/b/array", Method = "POST")]
    public static Say Array(string[] x) => Answer.With([x]);

    [JsonStream("/seg/d/b/map", Method = "POST")]
    public static Say Map(Dictionary<string, int> x) => Answer.With(x);

    [JsonStream("/seg/d/b/json", Method = "POST")]
    public static Say Json(JsonElement x) => Answer.With(x);

    [JsonStream("/seg/d/b/many/{id}", Method = "POST")]
    public static Say Many(Item x, int id, string? q, [FromHeader(Name = "x-h")] int? h) => Answer.With(x, id, q, h);

    [JsonStream("/seg/d/b/get")]
    public static Say Get([FromBody] Item? x) => Answer.With(x);

    [JsonStream("/seg/d/b/stream", Method = "POST")]
    public static async Task<Say> Raw(Stream x, int? y)
    {
        using var reader = new StreamReader(x);
        return Answer.With(await reader.ReadToEndAsync(), y);
    }

    [JsonStream("/seg/d/b/pipe", Method = "POST")]
    public static async Task<Say> Pipe([FromBody] PipeReader x)
    {
        using var reader = new StreamReader(x.AsStream());
        return Answer.With(await reader.ReadToEndAsync());
    }

    [JsonStream("/seg/d/s/request")]
    public static Say Request(HttpContext a, HttpRequest b, HttpResponse c, ClaimsPrincipal d, CancellationToken e, int x) =>
        Answer.With(a.Request == b, c.StatusCode, d.Identity?.Name, e.CanBeCanceled, x);

    [JsonStream("/seg/d/s/services", Method = "POST")]
    public static Say Services(IGreeter a, IEnumerable<IGreeter> b, [FromServices] IGreeter c, [FromServices] Item? d, [FromKeyedServices("loud")] IGreeter e, [FromKeyedServices("none")] IGreeter? f, int x) =>
        Answer.With(a, b.Count(), c, d, e, f, x);

    [JsonStream("/seg/d/a/bound")]
    public static Say Bound(Bound b, int? x) => Answer.With(b, x);

    [JsonStream("/seg/d/a/bound-maybe")]
    public static Say BoundMaybe(Bound? b) => Answer.With(b);

    [JsonStream("/seg/d/a/bound-parameter")]
    public static Say BoundParameter(BoundWithParameter b, [Name("other")] BoundWithParameter? c = null) => Answer.With(b, c);

    [JsonStream("/seg/d/a/bound-interface")]
    public static Say BoundInterface(BoundByInterface b, BoundByInterface? c) => Answer.With(b, c);

    [JsonStream("/seg/d/a/bound-struct")]
    public static Say BoundStruct(BoundStruct b, BoundStruct? c) => Answer.With(b, c);

    [JsonStream("/seg/d/a/bound-struct-maybe")]
    public static Say BoundStructMaybe(BoundMaybe b, BoundMaybe? c) => Answer.With(b, c);

    [JsonStream("/seg/d/a/bound-and-body", Method = "POST")]
    public static Say BoundAndBody(Bound b, Item x) => Answer.With(b, x);
}
