using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace SegStream.Hosting;

/// <summary>Chooses the format of a JSON stream by the request's <c>Accept</c> header (RFC 9110, section 12.5.1).</summary>
internal static class JsonFormatNegotiation
{
    /// <summary>The formats in the order of preference; the first media type of each is the one that is sent.</summary>
    private static readonly (JsonStreamFormats Format, MediaTypeHeaderValue[] MediaTypes)[] Formats =
    [
        (JsonStreamFormats.NdJson, [new("application/x-ndjson"), new("application/ndjson"), new("application/jsonl"), new("application/x-jsonlines")]),
        (JsonStreamFormats.JsonSequence, [new("application/json-seq")]),
        (JsonStreamFormats.JsonArray, [new("application/json"), new("text/json")]),
    ];

    /// <summary>The best allowed format, or <see cref="JsonStreamFormats.None"/> when the client accepts none of them.</summary>
    public static JsonStreamFormats Choose(HttpRequest request, JsonStreamFormats allowed)
    {
        var header = request.Headers.Accept;
        if (header.Count == 0 || !MediaTypeHeaderValue.TryParseList(header, out var accepted) || accepted.Count == 0)
        {
            return First(allowed);
        }

        foreach (var range in accepted)
        {
            // JSON has no charset parameter (RFC 8259, section 11), but clients send one, and UTF-8 is what they get.
            if (range.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
            {
                range.Charset = default;
            }
        }

        var best = JsonStreamFormats.None;
        var bestQuality = 0.0;
        foreach (var (format, mediaTypes) in Formats)
        {
            // A wildcard speaks of the type that would be sent; the other names of a format count only where a client writes them out.
            // Strictly better only, so that among equals the order of the formats decides.
            var quality = allowed.HasFlag(format)
                ? Math.Max(Quality(accepted, mediaTypes[0], leastSpecific: 0), mediaTypes.Skip(1).Select(alias => Quality(accepted, alias, leastSpecific: 2)).DefaultIfEmpty().Max())
                : 0;
            if (quality > bestQuality)
            {
                (best, bestQuality) = (format, quality);
            }
        }

        return best;
    }

    /// <summary>The media types that stand for formats, in the order of preference.</summary>
    public static IEnumerable<string> MediaTypesOf(JsonStreamFormats allowed) =>
        Formats.Where(format => allowed.HasFlag(format.Format)).Select(format => format.MediaTypes[0].ToString());

    private static JsonStreamFormats First(JsonStreamFormats allowed)
    {
        foreach (var (format, _) in Formats)
        {
            if (allowed.HasFlag(format))
            {
                return format;
            }
        }

        return JsonStreamFormats.None;
    }

    /// <summary>The quality that the most specific matching range gives to a media type.</summary>
    private static double Quality(IList<MediaTypeHeaderValue> accepted, MediaTypeHeaderValue mediaType, int leastSpecific)
    {
        var specificity = leastSpecific - 1;
        var quality = 0.0;
        foreach (var range in accepted)
        {
            var rank = range.MatchesAllTypes ? 0 : range.MatchesAllSubTypes ? 1 : 2;
            if (rank > specificity && mediaType.IsSubsetOf(range))
            {
                (specificity, quality) = (rank, range.Quality ?? 1.0);
            }
        }

        return quality;
    }
}
