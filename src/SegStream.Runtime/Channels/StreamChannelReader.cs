using System.Runtime.CompilerServices;

namespace SegStream.Channels;

/// <summary>The read half of a <see cref="StreamChannel{T}"/>. One thread at a time has the reader's role.</summary>
/// <remarks>
/// Parking hands the role over: after <see cref="TryPark"/> has returned true the caller is not the reader any more, and whoever is called by
/// <see cref="IChannelReaderWakeUp.WakeUp"/>, or gets true from <see cref="Unpark"/>, is. Each park is ended by exactly one of the two.
/// What the former reader did is visible to the new one.
/// </remarks>
internal readonly struct StreamChannelReader<T>
{
    private readonly StreamChannel<T> _channel;

    // What the reader has to remember is in the channel, so that a stream keeps no object for it.
    internal StreamChannelReader(StreamChannel<T> channel) => _channel = channel;

    /// <summary>It does not change any more once the read half was taken.</summary>
    private ChannelOverflow<T>? Overflow => _channel.Overflow;

    /// <summary>
    /// Whether the channel has ended and every accepted event was read or dropped. Where there is a policy that drops, as the last attempt to read has found it: a sender that
    /// makes room may have an event in its hands that is in no place just now.
    /// </summary>
    public bool IsCompleted => Overflow is { } overflow ? overflow.WasFoundCompleted : _channel.Queue.IsCompleted;

    /// <summary>Whether an event can be read now.</summary>
    public bool HasItems => _channel.Queue.HasItems || Overflow is { SortedCount: > 0 };

    /// <summary>
    /// Whether events were dropped that <see cref="TakeLoss"/> has not told of: all that were dropped before the event that was read last left the queue,
    /// and, once <see cref="TryRead"/> has found the channel completed, all of them.
    /// </summary>
    public bool HasLoss => Overflow is { HasUntoldLoss: true };

    /// <summary>Reads the oldest event.</summary>
    /// <returns>False when there is none to read now.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryRead(out T item)
    {
        if (Overflow is { } overflow)
        {
            return TryReadInTurn(overflow, out item);
        }

        bool taken = _channel.Queue.TryDequeue(out item);
        _channel.AfterRead();
        return taken;
    }

    /// <summary>Reads as many events as there are and fit.</summary>
    /// <returns>The number of events read; 0 when there is none to read now.</returns>
    public int Read(Span<T> destination)
    {
        if (Overflow is { } overflow)
        {
            return ReadInTurn(overflow, destination);
        }

        int count = _channel.Queue.Dequeue(destination);
        _channel.AfterRead();
        return count;
    }

    /// <summary>The number of dropped events that was not yet told of.</summary>
    public long TakeLoss() => Overflow?.TakeUntoldLoss() ?? 0;

    /// <summary>
    /// Gives the reader's role away until there is something to do: an event, or the end. After true, exactly one wake-up follows as soon as there is.
    /// It may come without one, when an event was accepted whose predecessor is not yet published; then read nothing and park again.
    /// </summary>
    /// <returns>False when there is something to do at once; the caller is still the reader.</returns>
    public bool TryPark()
    {
        if (Overflow is not { } overflow)
        {
            return TryParkNow();
        }

        // In turn, because a sender that makes room would move the head by which the check after the flag is made. The turn is given back when another thread may
        // be the reader already; that one has to wait for it before it reads.
        overflow.Turn.Take();
        bool parked = TryParkNow();
        overflow.Turn.Give();
        return parked;
    }

    private bool TryParkNow()
    {
        if (HasItems || HasCompleted)
        {
            return false;
        }

        return _channel.TryPark();
    }

    /// <summary>Any thread: takes the reader's role from a park for another reason than an event, for example a heartbeat.</summary>
    /// <returns>
    /// True when the caller is the reader now and no wake-up follows for that park. False when the reader was not parked, or a wake-up for the park is
    /// on its way or has come: then the one that is woken is the reader, and the caller is not.
    /// </returns>
    public bool Unpark() => _channel.TakeBack();

    /// <summary>Drops everything that is still queued in an ended channel, and lets go of all memory.</summary>
    /// <returns>The number of accepted events that were dropped in the channel's life. From here on none is added.</returns>
    /// <exception cref="InvalidOperationException">The channel has not ended.</exception>
    public long Discard()
    {
        long dropped = _channel.Discard();
        if (Overflow is { } overflow)
        {
            overflow.WasFoundCompleted = true;
        }
        return dropped;
    }

    /// <summary>Gives memory back that is kept for the next burst. For a stream that has become quiet, for example with its heartbeat.</summary>
    public void Trim()
    {
        _channel.Queue.Trim();
        if (Overflow is { } overflow)
        {
            overflow.Turn.Take();
            overflow.Trim();
            overflow.Turn.Give();
        }
    }

    /// <summary>In turn, where there is one.</summary>
    private bool HasCompleted => _channel.Queue.IsCompleted && Overflow is not { SortedCount: > 0 };

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int ReadInTurn(ChannelOverflow<T> overflow, Span<T> destination)
    {
        int read = 0;
        while (read < destination.Length && TryReadInTurn(overflow, out destination[read]))
        {
            read++;
        }
        return read;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryReadInTurn(ChannelOverflow<T> overflow, out T item)
    {
        overflow.Turn.Take();
        try
        {
            bool taken = overflow.TryTake(out item);
            overflow.WasFoundCompleted = HasCompleted;
            overflow.KnownLoss = overflow.WasFoundCompleted ? overflow.Losses.Close() : overflow.Losses.Value;
            _channel.LetGoIfCompleted();
            return taken;
        }
        finally
        {
            overflow.Turn.Give();
        }
    }
}
