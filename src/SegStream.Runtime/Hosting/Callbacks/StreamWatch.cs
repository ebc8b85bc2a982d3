using SegStream.Sending;

namespace SegStream.Hosting;

/// <summary>A feature of a request: who wants to know of its stream's end and has no sender.</summary>
internal sealed class StreamWatch
{
    public StreamLifetime Lifetime { get; } = new();
}
