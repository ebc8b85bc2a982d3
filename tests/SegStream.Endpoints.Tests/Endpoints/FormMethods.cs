using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;

namespace SegStream.Endpoints.Tests.Endpoints;

/// <summary>Endpoints that minimal APIs do not serve.</summary>
internal static class FormMethods
{
    [TextStream("/form/texts", Method = "POST")]
    public static IEnumerable<string> Texts([FromForm] string[] x) => x;

    [TextStream("/form/open", Method = "POST")]
    [RequireAntiforgeryToken(false)]
    public static IEnumerable<string> Open([FromForm] string x) => [x];

    [TextStream("/form/optional-service")]
    public static IEnumerable<string> OptionalService(IFormatProvider? service) => [service is null ? "none" : "some"];
}
