using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Cors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;

namespace SegStream.Endpoints.Tests.Endpoints;

/// <summary>Not the summary of an endpoint.</summary>
[EndpointGroupName("documented")]
internal static class Documented
{
    /// <summary>Counts
    /// up to <paramref name="count"/>.</summary>
    /// <remarks><para>Slowly.</para><para>As <see cref="System.Linq.Enumerable.Range(int, int)"/> would.</para></remarks>
    /// <param name="count">How far.</param>
    [TextStream("/documented/comment")]
    public static IEnumerable<string> Comment(int count) => Enumerable.Range(1, count).Select(number => $"{number}");

    /** <summary>
     * In a block.
     * </summary> */
    [TextStream("/documented/block")]
    public static IEnumerable<string> Block() => [];

    /// <summary>Not this.</summary>
    /// <remarks>Not this.</remarks>
    [TextStream("/documented/attributes", Name = "documented")]
    [EndpointSummary("This.")]
    [EndpointDescription("And this.")]
    [Tags("one", "two")]
    [EnableCors("open")]
    [DisableRateLimiting]
    [OutputCache(NoStore = true)]
    [ExcludeFromDescription]
    [Host("*:*")]
    public static IEnumerable<string> Attributes() => [];

    /// <summary>Broken & not XML.
    [TextStream("/documented/broken")]
    public static IEnumerable<string> Broken() => [];

    [TextStream("/documented/limited")]
    [EnableRateLimiting("one")]
    public static IEnumerable<string> Limited() => ["limited"];

    [TextStream("/documented/anonymous")]
    [AllowAnonymous]
    public static IEnumerable<string> Anonymous() => ["anonymous"];
}
