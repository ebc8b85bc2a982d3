namespace SegStream.Channels;

/// <summary>The read half of a <see cref="StreamChannel{T}"/>. One thread at a time has the reader's role.</summary>
/// <remarks>
/// Parking hands the role over: after <see cref="TryPark"/> has returned true the caller is not the reader any more, and whoever is called by
/// <see cref="IChannelReaderWakeUp.WakeUp"/>, or gets true from <see cref="Unpark"/>, is. Each park is ended by exactly one of the two.
/// What the former reader did is visible to the new one.
/// </remarks>
internal sealed class StreamChannelReader<T>
{
    private readonly StreamChannel<T> _channel;
    private int _park;

    internal StreamChannelReader(StreamChannel<T> channel)
    {
        _channel = channel;
    }

    /// <summary>Whether the channel has ended and every accepted event was read or discarded.</summary>
    public bool IsCompleted => _channel.Queue.IsCompleted;

    /// <summary>Whether an event can be read now.</summary>
    public bool HasItems => _channel.Queue.HasItems;

    /// <summary>Reads the oldest event.</summary>
    /// <returns>False when there is none to read now.</returns>
    public bool TryRead(out T item)
    {
        bool taken = _channel.Queue.TryDequeue(out item);
        _channel.AfterRead();
        return taken;
    }

    /// <summary>Reads as many events as there are and fit.</summary>
    /// <returns>The number of events read; 0 when there is none to read now.</returns>
    public int Read(Span<T> destination)
    {
        int count = _channel.Queue.Dequeue(destination);
        _channel.AfterRead();
        return count;
    }

    /// <summary>
    /// Gives the reader's role away until there is something to do: an event, or the end. After true, exactly one wake-up follows as soon as there is.
    /// It may come without one, when an event was accepted whose predecessor is not yet published; then read nothing and park again.
    /// </summary>
    /// <returns>False when there is something to do at once; the caller is still the reader.</returns>
    public bool TryPark()
    {
        if (HasItems || IsCompleted)
        {
            return false;
        }

        // Numbered, so that a check that is late does not take back a later park. 0 means "not parked".
        _park = _park == int.MaxValue ? 1 : _park + 1;
        return _channel.TryPark(_park);
    }

    /// <summary>Any thread: takes the reader's role from a park for another reason than an event, for example a heartbeat.</summary>
    /// <returns>
    /// True when the caller is the reader now and no wake-up follows for that park. False when the reader was not parked, or a wake-up for the park is
    /// on its way or has come: then the one that is woken is the reader, and the caller is not.
    /// </returns>
    public bool Unpark() => _channel.TakeBack();

    /// <summary>Drops everything that is still queued in an ended channel, and lets go of all memory.</summary>
    /// <returns>The number of accepted events that were dropped.</returns>
    /// <exception cref="InvalidOperationException">The channel has not ended.</exception>
    public long Discard() => _channel.Discard();

    /// <summary>Gives memory back that is kept for the next burst. For a stream that has become quiet, for example with its heartbeat.</summary>
    public void Trim() => _channel.Queue.Trim();
}
