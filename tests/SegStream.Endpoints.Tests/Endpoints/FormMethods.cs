using Microsoft.AspNetCore.Mvc;

namespace SegStream.Endpoints.Tests.Endpoints;

/// <summary>Endpoints with forms that minimal APIs do not serve.</summary>
internal static class FormMethods
{
    [TextStream("/form/texts", Method = "POST")]
    public static IEnumerable<string> Texts([FromForm] string[] x) => x;
}
