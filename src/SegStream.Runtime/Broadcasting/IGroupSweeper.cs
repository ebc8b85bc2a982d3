namespace SegStream.Broadcasting;

/// <summary>Calls <see cref="BroadcastGroup.Sweep"/> from time to time.</summary>
internal interface IGroupSweeper
{
    /// <summary>A group has begun to hold memory. It is to be swept until it says that it holds none.</summary>
    void Watch(BroadcastGroup group);
}
