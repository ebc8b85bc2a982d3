namespace SegStream.Channels;

/// <summary>Something that has the same reader as a channel and ends with it.</summary>
internal interface IChannelCompanion
{
    /// <summary>The read half of the channel was taken. May come twice, on any thread.</summary>
    void ReaderTaken(IChannelReaderWakeUp reader);

    /// <summary>The channel has ended. May come twice, on any thread; it must be short and must not throw.</summary>
    void Ended();
}
