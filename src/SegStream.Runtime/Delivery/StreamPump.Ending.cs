namespace SegStream.Delivery;

/// <content>The end of the body, which the client has to take in time like everything else.</content>
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
        Interlocked.Exchange(ref _flushingSinceTick, _wheel.CurrentTick);
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
    }
}
