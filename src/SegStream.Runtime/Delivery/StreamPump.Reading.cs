using SegStream.Framing;

namespace SegStream.Delivery;

/// <content>What the pump takes from its source, and its sleep when there is nothing.</content>
internal sealed partial class StreamPump<T>
{
    /// <summary>A batch is written when making it has taken so long, although the producer has never given its thread away.</summary>
    private const int FlushAfterMilliseconds = 10;

    /// <summary>Formats what the source has, until the batch has grown to a number of bytes.</summary>
    /// <returns><see cref="ReadState.Event"/> when it has and there may be more.</returns>
    private ReadState DrainSource(int limit)
    {
        var mark = _buffer.Length;
        var formatter = Formatter;

        // The coarse clock costs little next to an event, and a channel needs none: reading it runs nobody's code.
        var flushAt = _source.ProducesInRead ? Environment.TickCount64 + FlushAfterMilliseconds : long.MaxValue;
        try
        {
            while (_buffer.Length < limit)
            {
                mark = _buffer.Length;
                var state = _source.TryRead(out var item);
                if (state is ReadState.Empty or ReadState.Ended)
                {
                    return state;
                }

                WritePreamble();
                if (state == ReadState.EventAfterLoss)
                {
                    _held?.Close(_buffer);
                    WriteGap();
                }

                mark = _buffer.Length;
                if (_held is null)
                {
                    formatter.WriteEvent(_buffer, item!, Records);
                }
                else
                {
                    _held.Prepare(_buffer, item!);
                    mark = _buffer.Length;
                    _held.Write(_buffer, item!, Records);
                }

                _written++;
                if (flushAt != long.MaxValue && Environment.TickCount64 >= flushAt)
                {
                    break;
                }
            }

            // Nothing smaller than a batch is too large, so it is enough to look where a batch is full.
            if (_held is null && _buffer.Length - mark > formatter.MaxFrameBytes)
            {
                _written--;
                throw FrameBuffer.FrameTooLarge(formatter.MaxFrameBytes);
            }

            return IsAborted ? ReadState.Ended : ReadState.Event;
        }
        catch (Exception exception)
        {
            // The event cannot be put on the wire. What is in the buffer before it is whole; the stream fails after that.
            _buffer.Truncate(mark);
            Incidents.FormatFailure = exception;
            _source.RequestStop(CompletionReason.Faulted, exception);
            return ReadState.Ended;
        }
    }

    private bool TryPark()
    {
        if (!TryParkAtLogs() || !_source.TryPark())
        {
            return false;
        }

        // A quiet stream holds no buffer. Senders may find the pump parked by now, but none of them can run it before it waits.
        if (_buffer.Length == 0)
        {
            GiveBuffer();
        }

        return true;
    }

    private void Unpark()
    {
        _source.Unpark();
        if (_buffer is null)
        {
            TakeBuffer();
        }

        if (Volatile.Read(ref _heartbeatDue))
        {
            Volatile.Write(ref _heartbeatDue, false);
            WriteHeartbeat();
            _held?.Hurry();
        }
    }
}
