using System.Runtime.CompilerServices;

namespace SegStream.Channels;

internal sealed partial class StreamChannel<T>
{
    /// <summary>Any thread: what becomes of an event for which there is no room.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private SendResult OfferToFull(T item)
    {
        // Acquire; pairs with the exchange in SetLimits.
        ChannelOverflow<T>? overflow = Volatile.Read(ref _overflow);
        if (overflow is null)
        {
            return SendResult.Full;
        }

        if (overflow.Policy == OverflowPolicy.Disconnect)
        {
            if (TryEnd(CompletionReason.SlowConsumer, null))
            {
                // After the full fence in TryEnd; pairs with the exchange in TakeReader.
                Volatile.Read(ref _wakeUp)?.Overflow();
            }
            return SendResult.Closed;
        }

        if (overflow.Policy == OverflowPolicy.DropNewest)
        {
            return overflow.Losses.TryAdd(1) ? SendResult.Accepted : SendResult.Closed;
        }

        overflow.MakeRoom();
        if (!_queue.TryEnqueue(item))
        {
            return SendResult.Closed;
        }
        WakeReaderIfParked();
        return SendResult.Accepted;
    }

    /// <summary>Any thread: an event whose sender has waited, and waits no more.</summary>
    private bool Admit(T item) => Volatile.Read(ref _overflow) is null ? _queue.TryEnqueue(item) : TrySend(item) == SendResult.Accepted;

    private void SetLimits(ChannelLimits limits, Func<T, EventKey>? keys)
    {
        if (limits.Overflow == OverflowPolicy.Wait && _overflow is null)
        {
            SetLimits(limits.Capacity, limits.HighWatermark, limits.LowWatermark);
            return;
        }

        // Acquire; pairs with the exchange in TakeReader. Whoever configures at the same moment as the reader is taken has no order to ask for.
        if (_overflow is null && Volatile.Read(ref _readerTaken) == 0)
        {
            // Full fence: a sender that sees the limits below sees the policy too.
            Interlocked.Exchange(ref _overflow, new ChannelOverflow<T>(limits.Overflow, _queue, keys) { Capacity = limits.Capacity });
        }

        if (_overflow is not { } overflow || overflow.Policy != limits.Overflow)
        {
            throw new InvalidOperationException($"The overflow policy of a stream is chosen once, before the stream is read; it cannot become {limits.Overflow} any more.");
        }

        // A queue that is always low: whoever began to wait under the former policy, or is about to, goes on at once.
        overflow.Capacity = limits.Capacity;
        SetLimits(overflow.QueueLimit, overflow.QueueLimit, int.MaxValue);
    }

    private void SetLimits(int capacity, int highWatermark, int lowWatermark)
    {
        // Releases; pair with the reads before a send. The fence that makes them known to waiters is in Configure.
        Volatile.Write(ref _capacity, capacity);
        Volatile.Write(ref _highWatermark, highWatermark);
        Volatile.Write(ref _lowWatermark, lowWatermark);
    }
}
