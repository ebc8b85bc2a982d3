using Microsoft.AspNetCore.Http;

namespace SegStream.Hosting;

/// <summary>The output of a response that begins like a stream's and has no stream.</summary>
internal sealed class HeadOnlyOutput(HttpContext http, ResponseHead head) : ResponseOutput(http)
{
    /// <inheritdoc />
    protected override ResponseHead Head => head;
}
