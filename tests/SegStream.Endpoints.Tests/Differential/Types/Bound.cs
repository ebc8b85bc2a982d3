using Microsoft.AspNetCore.Http;

namespace SegStream.Endpoints.Tests.Differential.Types;

/// <summary>A class that binds itself.</summary>
internal sealed record Bound(string Text)
{
    public static ValueTask<Bound?> BindAsync(HttpContext http)
    {
        var text = (string?)http.Request.Query["b"];
        return text switch
        {
            "bad" => throw new BadHttpRequestException("bad", 422),
            "throw" => throw new InvalidOperationException("thrown"),
            _ => ValueTask.FromResult(text is null ? null : new Bound(text)),
        };
    }
}
