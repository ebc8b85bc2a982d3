namespace SegStream.Channels;

internal static class ChannelTestLimits
{
    /// <summary>Ten events; senders wait at eight and go on at three.</summary>
    public static readonly ChannelLimits Ten = new(Capacity: 10, HighWatermark: 8, LowWatermark: 3);

    public static readonly ChannelLimits Default = new(Capacity: 1024, HighWatermark: 819, LowWatermark: 307);
}
