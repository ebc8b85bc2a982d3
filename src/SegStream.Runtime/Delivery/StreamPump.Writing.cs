using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using SegStream.Framing;

namespace SegStream.Delivery;

/// <content>What goes over the wire: preamble, heartbeats, the end, and the flushes.</content>
internal sealed partial class StreamPump<T>
{
    /// <summary>More than this is written in slices of this size.</summary>
    private const int SliceLength = 256 * 1024;

    private void WritePreamble()
    {
        if (!_preambleWritten)
        {
            _preambleWritten = true;
            Formatter.WritePreamble(_buffer);
        }
    }

    /// <summary>What the format counts: events, and the notices between them.</summary>
    private long Records => _written + (_incidents?.Gaps ?? 0);

    /// <summary>Tells the client how many events it will never get.</summary>
    private void WriteGap()
    {
        if (TakeLoss() is > 0 and var dropped && Formatter.TryWriteGap(_buffer, dropped, Records))
        {
            CountGap(dropped);
        }
    }

    private void WriteEnd()
    {
        var reason = EndReason;
        if (reason is CompletionReason.Completed or CompletionReason.Faulted)
        {
            WritePreamble();
        }

        if (_preambleWritten)
        {
            WriteGap();
        }

        if (reason == CompletionReason.Completed)
        {
            Formatter.WriteEpilogue(_buffer, Records);
        }
        else if (reason == CompletionReason.Faulted)
        {
            WriteFailure();
        }
        else if (reason == CompletionReason.ServerShutdown)
        {
            Formatter.TryWriteRetry(_buffer, ComeBack.After());
        }
    }

    private void WriteFailure()
    {
        var mark = _buffer.Length;
        try
        {
            Formatter.TryWriteFailure(_buffer, _setup.DescribeFailure(EndException!), Records);
        }
        catch (Exception)
        {
            // The union's own error event does not serialize; the connection is cut short all the same, which no client takes for complete.
            _buffer.Truncate(mark);
        }
    }

    /// <summary>How many bytes, from the end of the buffer, wait for events that are still to come.</summary>
    private int KeepBack(ReadState state)
    {
        if (state == ReadState.Ended || _buffer.Length >= FlushThreshold)
        {
            _held!.Close(_buffer);
            return 0;
        }

        var kept = _held!.KeepBack(_buffer);
        if (_held.HasGrown(_written) && kept > 0)
        {
            // The producer was not idle, although nothing is sent yet.
            Volatile.Write(ref _lastEventTick, Wheel.CurrentTick);
        }

        return kept;
    }

    /// <param name="kept">Bytes at the end of the buffer that stay there.</param>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> FlushAsync(int kept)
    {
        try
        {
            if (_writer is null)
            {
                _writer = _output.Start();
                _buffer.Lender = Lender;
            }

            WritePreamble();
            if (_buffer.Length - kept > SliceLength && !await FlushSlicesAsync(kept).ConfigureAwait(false))
            {
                Abandon(null);
                return false;
            }

            var length = _buffer.Length - kept;
            _buffer.MoveTo(_writer, length, inBlocks: IsInGroup);
            _held?.Flushed(length);
            var began = BeginFlush();
            var flushing = length == 0 && !_hasTrailer ? _output.FlushHeadAsync() : _writer.FlushAsync();
            FlushResult result;
            if (flushing.IsCompleted)
            {
                result = flushing.Result;
            }
            else
            {
                result = await AwaitFlushAsync(flushing).ConfigureAwait(false);
            }

            EndFlush(began);
            if (result.IsCompleted || result.IsCanceled)
            {
                Abandon(null);
                return false;
            }

            Account(length);
            return !IsAborted;
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException || !_output.IsConnected)
        {
            // Whatever a transport throws then, the client is out of reach.
            Abandon(exception);
            return false;
        }
        catch (Exception exception)
        {
            // The client is there and waits: the server, or something between, refused to write.
            Incidents.WriteFailure = exception;
            return false;
        }
    }

    /// <summary>
    /// Flushes all but the last slice of an event that is much larger than a batch, one after the other: the transport never holds all of it beside the pump, and a client that reads slowly has
    /// the write timeout for each slice.
    /// </summary>
    /// <returns>Whether the client is there for the rest.</returns>
    private async ValueTask<bool> FlushSlicesAsync(int kept)
    {
        var at = 0;
        while (_buffer.Length - kept - at > SliceLength)
        {
            _writer!.Write(_buffer.WrittenSpan.Slice(at, SliceLength));
            at += SliceLength;
            var flushing = _writer!.FlushAsync();
            var result = flushing.IsCompleted ? flushing.Result : await AwaitFlushAsync(flushing).ConfigureAwait(false);
            if (result.IsCompleted || result.IsCanceled || IsAborted)
            {
                return false;
            }

            Volatile.Write(ref _bytes, _output.BodyBytes ?? _bytes + SliceLength);
            Volatile.Write(ref _lastWriteTick, Wheel.CurrentTick);
        }

        _buffer.Remove(0, at);
        _held?.Moved(at);
        if (_ending)
        {
            _hasTrailer = _output.End(EndReason, _buffer.Length);
        }

        return true;
    }

    /// <summary>Tells the output of the last flush, unless that comes in slices: then the last of them is.</summary>
    private void AnnounceEnd()
    {
        if (_buffer.Length <= SliceLength)
        {
            _hasTrailer = _output.End(EndReason, _buffer.Length);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<FlushResult> AwaitFlushAsync(ValueTask<FlushResult> flushing)
    {
        // The transport has its own copy; a client that does not read must not hold ours for as long.
        if (_buffer.Length == 0)
        {
            _buffer.Release();
        }

        // Full fence; pairs with those in Overflow and CutOff: whoever wants to break it sees the write, or is seen here.
        var since = Wheel.CurrentTick;
        Interlocked.Exchange(ref _flushingSinceTick, since);
        BreakIfWanted(since);

        try
        {
            return await flushing.ConfigureAwait(false);
        }
        finally
        {
            // First of all: a write that is over must not be found too slow, however long it takes to write its stall down.
            var state = Interlocked.Exchange(ref _flushingSinceTick, NotFlushing);
            TraceStall(since);
            if (state == Breaking)
            {
                await AwaitBreakAsync().ConfigureAwait(false);
            }
        }
    }

    private void Account(int length)
    {
        AccountEvents();
        Volatile.Write(ref _lastWriteTick, Wheel.CurrentTick);
        Volatile.Write(ref _bytes, _output.BodyBytes ?? _bytes + length);
    }

    /// <summary>Everything that was formatted and is not held back is on its way: after a flush, or where it had no bytes, as an empty piece of a binary stream.</summary>
    private void AccountEvents()
    {
        var sent = _written - (_held?.Incomplete ?? 0);
        if (sent != _sent)
        {
            Volatile.Write(ref _lastEventTick, Wheel.CurrentTick);
            Volatile.Write(ref _sent, sent);
        }

        _endFlushed = _ending;
    }

    private void Abandon(Exception? exception) =>
        Interlocked.CompareExchange(ref _abort, new StopRequest(CompletionReason.ClientAborted, exception), null);

    private void WriteHeartbeat()
    {
        // An event may have gone out since the wheel asked for it, or wait; then it goes instead.
        if (_buffer.Length == 0 && Wheel.CurrentTick - _lastWriteTick >= _setup.Limits.Heartbeat)
        {
            _source.Trim();
            Formatter.TryWriteHeartbeat(_buffer);
        }
    }
}
