namespace SegStream.Channels;

/// <summary>A reader that notes its wake-ups and lets a test thread wait for them.</summary>
internal sealed class CountingWakeUp : IChannelReaderWakeUp
{
    private int _count;
    private int _overflows;

    public int Count => Volatile.Read(ref _count);

    public int Overflows => Volatile.Read(ref _overflows);

    public void WakeUp() => Interlocked.Increment(ref _count);

    public void Overflow() => Interlocked.Increment(ref _overflows);
}
