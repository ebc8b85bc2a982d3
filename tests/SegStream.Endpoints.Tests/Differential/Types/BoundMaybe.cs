using System.Reflection;
using Microsoft.AspNetCore.Http;

namespace SegStream.Endpoints.Tests.Differential.Types;

/// <summary>A struct that binds itself where it can.</summary>
internal readonly record struct BoundMaybe(int Number)
{
    public static ValueTask<BoundMaybe?> BindAsync(HttpContext http, ParameterInfo parameter) =>
        ValueTask.FromResult<BoundMaybe?>(int.TryParse(http.Request.Query[parameter.Name!], out var number) ? new BoundMaybe(number) : null);
}
