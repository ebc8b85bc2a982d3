namespace SegStream.Channels;

/// <summary>A reader that notes its wake-ups and lets a test thread wait for them.</summary>
internal sealed class CountingWakeUp : IChannelReaderWakeUp
{
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public void WakeUp() => Interlocked.Increment(ref _count);
}
