using SegStream.Broadcasting;
using SegStream.Channels;

namespace SegStream.Delivery;

/// <content>What the stream gets from the logs of its groups, beside what its own source gives.</content>
internal sealed partial class StreamPump<T> : ILogReader
{
    /// <summary>What the source, or one log, adds to a batch before the others have their turn.</summary>
    private const int TurnBytes = FlushThreshold / 2;

    private StreamFeed? _feed;

    object ILogReader.Formatter => Formatter;

    LagLimits ILogReader.Lag => _setup.Lag;

    void ILogReader.Follow(StreamFeed feed) => Volatile.Write(ref _feed, feed);

    void ILogReader.Nudge() => Set();

    void ILogReader.RunHere()
    {
        if (InlineRun.IsPossible)
        {
            InlineRun.Wake(this);
        }
        else
        {
            Set();
        }
    }

    void ILogReader.EndAsOverdue() => ((IChannelReaderWakeUp)this).Overflow();

    /// <summary>Formats what the source has and copies what the logs have, up to one batch.</summary>
    /// <returns><see cref="ReadState.Event"/> when the batch is full and there may be more.</returns>
    private ReadState Drain()
    {
        if (Volatile.Read(ref _feed) is not { } feed)
        {
            return DrainSource(FlushThreshold);
        }

        // Own events first, so that one that was sent before a broadcast mostly comes before it; but only half of a batch, so that neither side keeps the other from the wire.
        // Counted from what is held back: that must not take the turn.
        var state = DrainSource(Math.Min(FlushThreshold, _buffer.Length + TurnBytes));
        if (IsAborted || Failure is not null)
        {
            return ReadState.Ended;
        }

        if (state == ReadState.Ended)
        {
            feed.EndQueue();
        }

        if (!DrainLogs(feed))
        {
            return IsAborted ? ReadState.Ended : ReadState.Event;
        }

        return state == ReadState.Event && _buffer.Length < FlushThreshold ? DrainRest(feed) : state;
    }

    /// <summary>Own events in the room that the logs have left.</summary>
    private ReadState DrainRest(StreamFeed feed)
    {
        var state = DrainSource(FlushThreshold);
        if (state != ReadState.Ended || IsAborted || Failure is not null)
        {
            return state;
        }

        // What was broadcast before the end has come since the look at the logs, or stood behind the queue.
        feed.EndQueue();
        return DrainLogs(feed) || IsAborted ? ReadState.Ended : ReadState.Event;
    }

    /// <returns>Whether nothing is left to read.</returns>
    private bool DrainLogs(StreamFeed feed)
    {
        while (_buffer.Length < FlushThreshold)
        {
            if (!feed.TryFind(out var member, out var stretch))
            {
                if (feed.IsOverdue && !IsAborted)
                {
                    ((IChannelReaderWakeUp)this).Overflow();
                }

                return !feed.IsOverdue;
            }

            WritePreamble();
            if (feed.HasLoss)
            {
                WriteGap();
            }

            if (_held is not null && stretch.HasTerminal)
            {
                _held.Hurry();
            }

            _written += member!.Read(stretch, _buffer, Math.Min(TurnBytes, FlushThreshold - _buffer.Length));
        }

        return false;
    }

    /// <summary>Events that were dropped from the stream's own queue or lost in a log, and that the client was not told of.</summary>
    private long TakeLoss() => _source.TakeLoss() + (_feed?.TakeLoss() ?? 0);

    private bool TryParkAtLogs() => Volatile.Read(ref _feed)?.TryPark() ?? true;

    /// <returns>The number of group events that the stream was to get and did not read.</returns>
    private long GiveUpLogs() =>
        // Not the field alone: a registration may be about to set it. After the stop request, which begins with a full fence: a registration that is not seen here sees the end of the channel.
        (Volatile.Read(ref _feed) ?? _source.Companion as StreamFeed)?.GiveUp() ?? 0;
}
