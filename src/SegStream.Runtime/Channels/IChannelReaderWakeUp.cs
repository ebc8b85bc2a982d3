namespace SegStream.Channels;

/// <summary>What a channel calls when there is something to do for a reader that has parked.</summary>
internal interface IChannelReaderWakeUp
{
    /// <summary>
    /// Hands the reader's role to the callee: from here on it is the one that reads. Called at most once per park, on the thread of the sender
    /// (or of whoever ended the stream) that found the reader parked, so it must be short and must not throw.
    /// </summary>
    void WakeUp();

    /// <summary>
    /// Says that the channel has ended because its queue was full (<see cref="OverflowPolicy.Disconnect"/>), whether the reader is parked or busy; what is queued is not
    /// worth reading any more. Called on a sender's thread, or by whoever takes the read half; it must be short and must not throw.
    /// </summary>
    void Overflow();
}
