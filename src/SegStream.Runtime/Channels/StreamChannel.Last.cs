namespace SegStream.Channels;

internal sealed partial class StreamChannel<T>
{
    /// <summary>
    /// Sends an event that must neither wait nor be left out for want of room, such as the last one of a series: with <see cref="OverflowPolicy.Wait"/> it is queued above the
    /// capacity. Whoever uses it bounds how often. With another policy it is what <see cref="TrySend"/> does.
    /// </summary>
    /// <returns>Whether the stream took it; false when it is over.</returns>
    public bool SendAnyway(T item)
    {
        if (HasEnded || !Admit(item))
        {
            return false;
        }

        WakeReaderIfParked();
        return true;
    }
}
