namespace SegStream.Delivery;

/// <content>Why and how the stream ends: its reason, its books, and the end of the body, which the client has to take in time like everything else.</content>
internal sealed partial class StreamPump<T>
{
    private async ValueTask EndOutputAsync()
    {
        try
        {
            var ending = _output.EndAsync(EndReason);
            if (ending.IsCompleted)
            {
                ending.GetAwaiter().GetResult();
            }
            else
            {
                await AwaitEndAsync(ending).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (_output.IsConnected)
        {
            // The server, or something between, refused to end the body; the client is there and must not take it for complete.
            Incidents.WriteFailure = exception;
        }
        catch (Exception)
        {
            // The client has everything but the last mark, and is gone.
        }
    }

    private async ValueTask AwaitEndAsync(ValueTask ending)
    {
        // Full fence; pairs with the one in CutOff.
        var since = Wheel.CurrentTick;
        Interlocked.Exchange(ref _flushingSinceTick, since);
        BreakIfWanted(since);
        try
        {
            await ending.ConfigureAwait(false);
        }
        finally
        {
            if (Interlocked.Exchange(ref _flushingSinceTick, NotFlushing) == Breaking)
            {
                // The client has not taken the end, so what broke the connection is the reason.
                _endFlushed = false;
                await AwaitBreakAsync().ConfigureAwait(false);
            }
        }
    }

    /// <summary>Once this stream has ended, the same connection may already carry the next request.</summary>
    private async ValueTask AwaitBreakAsync()
    {
        while (!Volatile.Read(ref _broken))
        {
            await WaitAsync().ConfigureAwait(false);
        }

        // Whoever woke it may have been a broadcast, and what follows is the end of the stream.
        if (InlineRun.IsOnSendersThread(this))
        {
            await InlineRun.LeaveAsync();
        }
    }

    private CompletionReason EndReason => Cut?.Reason ?? (Failure is null ? _source.EndReason : CompletionReason.Faulted);

    private Exception? EndException => Cut is { } cut ? cut.Exception : Failure ?? _source.EndException;

    private Exception? Failure => _incidents is { } incidents ? incidents.FormatFailure ?? incidents.WriteFailure : null;

    /// <summary>Why the client did not get the end; a client that leaves after it got everything cut nothing.</summary>
    private StopRequest? Cut => _endFlushed ? null : Volatile.Read(ref _abort);

    private StreamCompletion Complete()
    {
        var reason = EndReason;
        var exception = EndException;

        BreakUnlessBroken(reason);

        // Whoever still sends has to learn that the stream is over; a no-op when the source ended by itself.
        _source.RequestStop(reason, exception);
        return Counted(reason, exception, _source.Discard() + GiveUpLogs() + (_incidents?.Discarded ?? 0) + (_written - _sent) + (_incidents?.FormatFailure is null ? 0 : 1));
    }

    private StreamCompletion Counted(CompletionReason reason, Exception? exception, long dropped) => new()
    {
        Reason = reason,
        Exception = exception,
        EventsSent = _sent,
        EventsDropped = dropped,
        BytesSent = _bytes,
    };
}
