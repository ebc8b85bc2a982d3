using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using SegStream.Manifest.Tests.Endpoints;

namespace SegStream.Manifest.Tests.OpenApi;

/// <summary>Methods that are mapped twice: as streams under <c>/seg</c> and as minimal APIs under <c>/net</c>.</summary>
public static class Compared
{
    [JsonStream("/seg/int")]
    public static IEnumerable<int> Int(int x) => [];

    [JsonStream("/seg/nullable-int")]
    public static IEnumerable<int> NullableInt(int? x) => [];

    [JsonStream("/seg/string")]
    public static IEnumerable<int> Text(string x) => [];

    [JsonStream("/seg/nullable-string")]
    public static IEnumerable<int> NullableText(string? x) => [];

    [JsonStream("/seg/enum")]
    public static IEnumerable<int> Enumeration(OrderState x) => [];

    [JsonStream("/seg/guid")]
    public static IEnumerable<int> Key(Guid x) => [];

    [JsonStream("/seg/date")]
    public static IEnumerable<int> Date(DateOnly x) => [];

    [JsonStream("/seg/bool")]
    public static IEnumerable<int> Flag(bool x) => [];

    [JsonStream("/seg/header")]
    public static IEnumerable<int> Header([FromHeader(Name = "X-Key")] string key, [FromHeader(Name = "X-More")] int? more) => [];

    [JsonStream("/seg/renamed")]
    public static IEnumerable<int> Renamed([FromQuery(Name = "per-page")] int size) => [];

    [JsonStream("/seg/route/{id:int}/{name}")]
    public static IEnumerable<int> Route(int id, string name) => [];

    [JsonStream("/seg/services")]
    public static IEnumerable<int> Services(HttpContext http, CancellationToken ct, [FromServices] IServiceProvider services, int x) => [];

    [JsonStream("/seg/documented")]
    [EndpointSummary("In one line."), EndpointDescription("In more."), Tags("tagged")]
    public static IEnumerable<int> Documented(int x) => [];

    [JsonStream("/seg/default")]
    public static IEnumerable<int> Default(int x = 5, string text = "none", OrderState state = OrderState.Shipped, bool flag = true) => [];

    [JsonStream("/seg/form", Method = "POST")]
    public static IEnumerable<int> Form([FromForm] string name, [FromForm] int? size) => [];

    [JsonStream("/seg/file", Method = "POST")]
    public static IEnumerable<int> File(IFormFile file, [FromForm] string name) => [];

    [JsonStream("/seg/body", Method = "POST")]
    public static IEnumerable<int> Body(NewOrder order, int x) => [];

    [JsonStream("/seg/list-body", Method = "POST")]
    public static IEnumerable<int> ListBody([FromBody] List<OrderLine> lines) => [];
}
