using Microsoft.Net.Http.Headers;

namespace SegStream.Hosting;

/// <summary>Tells content that gets smaller from content that is compressed already, by its media type.</summary>
internal static class CompressibleContent
{
    /// <summary>Whether bytes of a media type are worth compressing. Of a type that is not known to be, they are not.</summary>
    public static bool Includes(string contentType)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var mediaType))
        {
            return false;
        }

        return mediaType.Type.Equals("text", StringComparison.OrdinalIgnoreCase)
            || IsOneOf(mediaType.Suffix.Value, "json", "xml", "yaml")
            || (mediaType.Type.Equals("application", StringComparison.OrdinalIgnoreCase)
                && IsOneOf(mediaType.SubType.Value, "json", "json-seq", "x-ndjson", "ndjson", "jsonl", "x-jsonlines", "xml", "yaml", "javascript", "wasm", "sql", "csv"))
            || IsOneOf(mediaType.MediaType.Value, "audio/wav", "audio/x-wav", "image/bmp");
    }

    private static bool IsOneOf(string? value, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (name.Equals(value, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
