using SegStream.Broadcasting;

namespace SegStream.Registry;

/// <summary>The streams of one name: who they are, and how events reach them.</summary>
internal sealed class StreamGroup(IGroupSweeper sweeper)
{
    /// <summary>All members, for lists. Those that get no broadcasts are members too. Under the registry's lock.</summary>
    public HashSet<StreamRegistration> Members { get; } = [];

    public BroadcastGroup Events { get; } = new(sweeper, SegmentMemory.Shared);
}
