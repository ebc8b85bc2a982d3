namespace SegStream.Hosting;

/// <summary>What the factory of a response said about its format.</summary>
internal sealed record ResponseFormat(StreamMode Mode, JsonStreamFormats Formats = JsonStreamFormats.All, string? ContentType = null, bool LengthPrefixed = false)
{
    /// <summary>Whether a content type can be the value of a header: nothing but visible ASCII and spaces, so that it ends neither its line nor the head.</summary>
    public static bool IsContentType(string contentType) => contentType.Length > 0 && contentType.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0 && contentType.Contains('/', StringComparison.Ordinal);

    /// <summary>Refuses a content type that cannot be the value of a header.</summary>
    /// <exception cref="ArgumentException">It cannot.</exception>
    public static string? Checked(string? contentType) =>
        contentType is null || IsContentType(contentType) ? contentType : throw new ArgumentException("A content type is a media type in visible ASCII, such as audio/wav.", nameof(contentType));
}
