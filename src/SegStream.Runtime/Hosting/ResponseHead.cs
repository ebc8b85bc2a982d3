using System.Globalization;

namespace SegStream.Hosting;

/// <summary>What the responses of one endpoint and format have in common in their heads.</summary>
internal sealed class ResponseHead(StreamMode mode, string contentType, TimeSpan? heartbeat, StreamCompression compression = StreamCompression.Off)
{
    public StreamMode Mode => mode;

    public string ContentType => contentType;

    public StreamCompression Compression => compression;

    /// <summary>The heartbeat in whole seconds, as clients are told of it; null when there is none.</summary>
    public string? Heartbeat { get; } = heartbeat is { } interval ? ((long)Math.Ceiling(interval.TotalSeconds)).ToString(CultureInfo.InvariantCulture) : null;
}
