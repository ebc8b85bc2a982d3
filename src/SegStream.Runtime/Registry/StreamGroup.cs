using System.Collections.Concurrent;
using SegStream.Broadcasting;

namespace SegStream.Registry;

/// <summary>The streams of one name: who they are, and how events reach them.</summary>
internal sealed class StreamGroup(IGroupSweeper sweeper)
{
    /// <summary>All members, for lists. Those that get no broadcasts are members too.</summary>
    public ConcurrentDictionary<string, StreamRegistration> Members { get; } = new(StringComparer.Ordinal);

    public BroadcastGroup Events { get; } = new(sweeper, SegmentMemory.Shared);
}
