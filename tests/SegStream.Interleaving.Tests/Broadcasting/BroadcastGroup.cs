namespace SegStream.Broadcasting;

/// <summary>Stands in for a group, which has no part in parking.</summary>
internal sealed class BroadcastGroup;
