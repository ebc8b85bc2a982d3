using Microsoft.AspNetCore.Http;

namespace SegStream.Endpoints.Tests.Differential.Types;

/// <summary>A struct that binds itself and is always there.</summary>
internal readonly record struct BoundStruct(string Text)
{
    public static ValueTask<BoundStruct> BindAsync(HttpContext http) => ValueTask.FromResult(new BoundStruct(http.Request.Query["b"].ToString()));
}
