using System.Reflection;
using Microsoft.AspNetCore.Http;

namespace SegStream.Endpoints.Tests.Differential.Types;

/// <summary>A class that binds itself and looks at the parameter.</summary>
internal sealed record BoundWithParameter(string Text)
{
    public static async ValueTask<BoundWithParameter?> BindAsync(HttpContext http, ParameterInfo parameter)
    {
        await Task.Yield();
        var name = parameter.GetCustomAttribute<NameAttribute>()?.Name ?? parameter.Name!;
        return http.Request.Query.TryGetValue(name, out var text)
            ? new BoundWithParameter($"{text} {parameter.Name} {parameter.ParameterType.Name} {parameter.HasDefaultValue} {parameter.IsDefined(typeof(NameAttribute), false)} {parameter.GetCustomAttributes(false).Length > 0}")
            : null;
    }
}
