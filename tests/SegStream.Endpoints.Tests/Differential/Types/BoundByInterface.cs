using System.Reflection;
using Microsoft.AspNetCore.Http;

namespace SegStream.Endpoints.Tests.Differential.Types;

/// <summary>A class that binds itself through the interface.</summary>
internal sealed record BoundByInterface(string Text) : IBindableFromHttpContext<BoundByInterface>
{
    static ValueTask<BoundByInterface?> IBindableFromHttpContext<BoundByInterface>.BindAsync(HttpContext context, ParameterInfo parameter) =>
        ValueTask.FromResult(context.Request.Query.TryGetValue(parameter.Name!, out var text) ? new BoundByInterface(text.ToString()) : null);
}
