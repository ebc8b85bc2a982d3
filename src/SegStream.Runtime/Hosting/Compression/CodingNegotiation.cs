using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace SegStream.Hosting;

/// <summary>Chooses the content coding of a stream by the request's <c>Accept-Encoding</c> header (RFC 9110, section 12.5.3).</summary>
internal static class CodingNegotiation
{
    /// <summary>The coding to use.</summary>
    /// <param name="request">The request. A header that cannot be read counts as none.</param>
    /// <param name="offered">The setting.</param>
    /// <param name="isRequired">Whether the client has refused an answer without a coding.</param>
    /// <returns><see cref="StreamCompression.Gzip"/>, <see cref="StreamCompression.Brotli"/>, or <see cref="StreamCompression.Off"/>.</returns>
    public static StreamCompression Choose(HttpRequest request, StreamCompression offered, out bool isRequired)
    {
        isRequired = false;
        if (offered == StreamCompression.Off || !StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptEncoding, out var accepted) || accepted.Count == 0)
        {
            return StreamCompression.Off;
        }

        var gzip = offered is StreamCompression.Gzip or StreamCompression.Auto ? Math.Max(Quality(accepted, "gzip"), Named(accepted, "x-gzip") ?? 0) : 0;
        var brotli = offered is StreamCompression.Brotli or StreamCompression.Auto ? Quality(accepted, "br") : 0;
        var best = Math.Max(gzip, brotli);

        // What is not listed is acceptable without a coding, but a client that lists codings wants one of them.
        var identity = Named(accepted, "identity");
        isRequired = (identity ?? Named(accepted, "*")) == 0;
        if (best == 0 || identity > best)
        {
            return StreamCompression.Off;
        }

        return gzip == best ? StreamCompression.Gzip : StreamCompression.Brotli;
    }

    private static double Quality(IList<StringWithQualityHeaderValue> accepted, string coding) => Named(accepted, coding) ?? Named(accepted, "*") ?? 0;

    private static double? Named(IList<StringWithQualityHeaderValue> accepted, string coding)
    {
        foreach (var each in accepted)
        {
            if (StringSegment.Equals(each.Value, coding, StringComparison.OrdinalIgnoreCase))
            {
                return each.Quality ?? 1;
            }
        }

        return null;
    }
}
