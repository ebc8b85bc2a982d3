using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using SegStream.Framing;

namespace SegStream.Delivery;

/// <content>What goes over the wire: preamble, heartbeats, the end, and the flushes.</content>
internal sealed partial class StreamPump<T>
{
    private void WritePreamble()
    {
        if (!_preambleWritten)
        {
            _preambleWritten = true;
            _formatter.WritePreamble(_buffer);
        }
    }

    /// <summary>What the format counts: events, and the notices between them.</summary>
    private long Records => _written + _gaps;

    /// <summary>Tells the client how many events it will never get.</summary>
    private void WriteGap()
    {
        if (TakeLoss() is > 0 and var dropped && _formatter.TryWriteGap(_buffer, dropped, Records))
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
            _formatter.WriteEpilogue(_buffer, Records);
        }
        else if (reason == CompletionReason.Faulted)
        {
            WriteFailure();
        }
        else if (reason == CompletionReason.ServerShutdown)
        {
            _formatter.TryWriteRetry(_buffer, ComeBack.After());
        }
    }

    private void WriteFailure()
    {
        var mark = _buffer.Length;
        try
        {
            _formatter.TryWriteFailure(_buffer, _describeFailure(EndException!), Records);
        }
        catch (Exception)
        {
            // The union's own error event does not serialize; the connection is cut short all the same, which no client takes for complete.
            _buffer.Truncate(mark);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> FlushAsync()
    {
        try
        {
            _writer ??= _output.Start();
            WritePreamble();
            var length = _buffer.Length;
            _writer.Write(_buffer.WrittenSpan);
            _buffer.Reset();

            var began = BeginFlush();
            var flushing = length == 0 ? _output.FlushHeadAsync() : _writer.FlushAsync();
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
            _writeFailure = exception;
            return false;
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<FlushResult> AwaitFlushAsync(ValueTask<FlushResult> flushing)
    {
        // The transport has its own copy; a client that does not read must not hold ours for as long.
        _buffer.Release();

        // Full fence; pairs with the one in Overflow: whoever overflows sees the write, or is seen here.
        var since = _wheel.CurrentTick;
        Interlocked.Exchange(ref _flushingSinceTick, since);
        if (Volatile.Read(ref _abort) is { Reason: CompletionReason.SlowConsumer })
        {
            TryBreakWrite(since);
        }

        try
        {
            return await flushing.ConfigureAwait(false);
        }
        finally
        {
            TraceStall(since);
            if (Interlocked.Exchange(ref _flushingSinceTick, NotFlushing) == Breaking)
            {
                await AwaitBreakAsync().ConfigureAwait(false);
            }
        }
    }

    private void Account(int length)
    {
        AccountEvents();
        Volatile.Write(ref _lastWriteTick, _wheel.CurrentTick);
        Volatile.Write(ref _bytes, _bytes + length);
    }

    /// <summary>Everything that was formatted is on its way: after a flush, or where it had no bytes, as an empty piece of a binary stream.</summary>
    private void AccountEvents()
    {
        if (_written != _sent)
        {
            Volatile.Write(ref _lastEventTick, _wheel.CurrentTick);
            Volatile.Write(ref _sent, _written);
        }

        _endFlushed = _ending;
    }

    private void Abandon(Exception? exception) =>
        Interlocked.CompareExchange(ref _abort, new StopRequest(CompletionReason.ClientAborted, exception), null);

    private void WriteHeartbeat()
    {
        // An event may have gone out since the wheel asked for it.
        if (_wheel.CurrentTick - _lastWriteTick >= _limits.Heartbeat)
        {
            _source.Trim();
            _formatter.TryWriteHeartbeat(_buffer);
        }
    }
}
