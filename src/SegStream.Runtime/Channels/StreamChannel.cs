using System.Runtime.CompilerServices;
using SegStream.Queues;

namespace SegStream.Channels;

/// <summary>
/// One stream's events on their way from any number of senders to one reader: a queue, a limit on what it holds, a wake-up for the reader, and an end.
/// </summary>
/// <remarks>
/// <para>
/// A send takes no lock and uses one atomic operation; its progress is that of <see cref="SegmentedQueue{T}"/>. The limits are checked before the
/// ticket is taken, not together with it: the queue can exceed the capacity by at most the number of sends that run, or wait, at the same time. With a
/// single sender the capacity is exact.
/// </para>
/// <para>
/// Senders that wait are on a stack beside the queue, not in it. They are let go on together, oldest first, when the reader has emptied the queue to the low
/// watermark; until then a later <see cref="SendAsync"/> joins them, so that nobody is overtaken for ever. <see cref="TrySend"/> does not
/// wait and is not held up by them.
/// </para>
/// <para>
/// So much for <see cref="OverflowPolicy.Wait"/>. With another policy nobody waits, and only a send that finds the queue full takes another way: <see cref="ChannelOverflow{T}"/>.
/// </para>
/// <para>
/// After the end a send costs one read. An event accepted before the end is delivered or, if the reader gives up, counted as dropped. When the
/// reader has come to the end or has given up, the channel holds neither events nor segments nor the reader.
/// </para>
/// </remarks>
internal sealed partial class StreamChannel<T>
{
    private const string OneReader = "A stream has exactly one reader; the read half of this one was taken before.";

    // Read on every send and seldom written, so that each core keeps its copy of the line.
    // A stream that has little to say of its own, most of all one that lives on its groups, keeps the first segment and never needs another one.
    private readonly SegmentedQueue<T> _queue = new(firstSegmentSlots: 2, smallSegmentSlots: 8);
    private ChannelEnd? _end;
    private SendWaiter<T>? _waiters;
    private IChannelReaderWakeUp? _wakeUp;
    private ChannelOverflow<T>? _overflow;
    private IChannelCompanion? _companion;
    private long _headSeen;
    private int _parked;
    private int _park;
    private int _capacity;
    private int _highWatermark;
    private int _lowWatermark;
    private int _readerTaken;

    /// <summary>Creates an open channel.</summary>
    /// <param name="limits">How much it holds, and what happens then.</param>
    /// <param name="keys">How events are told apart with <see cref="OverflowPolicy.Coalesce"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A limit is out of its range.</exception>
    /// <exception cref="ArgumentException">The policy needs <paramref name="keys"/>.</exception>
    public StreamChannel(ChannelLimits limits, Func<T, EventKey>? keys = null)
    {
        limits.Validate();
        SetLimits(limits, keys);
    }

    /// <summary>Whether nobody has ended the channel yet.</summary>
    public bool IsOpen => Volatile.Read(ref _end) is null;

    /// <summary>Whether the channel was ended. Accepted events may still wait for the reader.</summary>
    public bool HasEnded => !IsOpen;

    /// <summary>Why the channel ended; null while it is open.</summary>
    public CompletionReason? EndReason => Volatile.Read(ref _end)?.Reason;

    /// <summary>The exception that was given with the end; null when there was none or the channel is open.</summary>
    public Exception? EndException => Volatile.Read(ref _end)?.Exception;

    /// <summary>Events accepted and not yet read. Approximate while others send or read.</summary>
    public int Count => (int)Math.Min(_queue.Count + (_overflow?.SortedCount ?? 0), int.MaxValue);

    internal SegmentedQueue<T> Queue => _queue;

    /// <summary>What there is where the policy is not to wait; for tests.</summary>
    internal ChannelOverflow<T>? Overflow => _overflow;

    /// <summary>Whether the reader sleeps and nobody has woken it yet; for tests.</summary>
    internal bool HasParkedReader => Volatile.Read(ref _parked) != 0;

    /// <summary>
    /// Changes the limits. Safe while others send; a sender that is just deciding may still follow the old ones. The policy can be changed from
    /// <see cref="OverflowPolicy.Wait"/> to another one before the read half is taken; senders that wait then go on under the new one.
    /// </summary>
    /// <param name="limits">How much it holds, and what happens then.</param>
    /// <param name="keys">How events are told apart with <see cref="OverflowPolicy.Coalesce"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A limit is out of its range.</exception>
    /// <exception cref="ArgumentException">The policy needs <paramref name="keys"/>.</exception>
    /// <exception cref="InvalidOperationException">The policy cannot be changed any more.</exception>
    public void Configure(ChannelLimits limits, Func<T, EventKey>? keys = null)
    {
        limits.Validate();
        SetLimits(limits, keys);

        // Full fence; pairs with the push in Wait: either a new waiter sees the new low watermark, or it is seen here.
        Interlocked.MemoryBarrier();
        ReleaseWaitersIfLow();
    }

    /// <summary>Offers an event without waiting.</summary>
    public SendResult TrySend(T item)
    {
        if (HasEnded)
        {
            return SendResult.Closed;
        }

        // Acquire; pairs with the release in SetLimits.
        long tail = _queue.TailTicket;
        if (!HasRoom(tail, Volatile.Read(ref _capacity)))
        {
            return OfferToFull(item);
        }
        if (!_queue.TryEnqueue(item, tail))
        {
            return SendResult.Closed;
        }
        WakeReaderIfParked();
        return SendResult.Accepted;
    }

    /// <summary>Sends an event, waiting while the queue is above the watermarks if the policy is to wait.</summary>
    /// <returns>True when the event was accepted; false when the stream is over.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled before there was room; the event was not sent.</exception>
    public ValueTask<bool> SendAsync(T item, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<bool>(cancellationToken);
        }
        if (HasEnded)
        {
            return new ValueTask<bool>(false);
        }

        long tail = _queue.TailTicket;
        if (MustWait(tail))
        {
            // Acquire; pairs with the exchange in SetLimits.
            return Volatile.Read(ref _overflow) is null
                ? Wait(SendWaiter<T>.Rent(item, cancellationToken))
                : new ValueTask<bool>(TrySend(item) == SendResult.Accepted);
        }
        if (!_queue.TryEnqueue(item, tail))
        {
            return new ValueTask<bool>(false);
        }
        WakeReaderIfParked();
        return new ValueTask<bool>(true);
    }

    /// <summary>Waits until an event can be sent, under the same rule as <see cref="SendAsync"/>.</summary>
    /// <returns>True when there is room, which another sender may use up first; false when the stream is over.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled before there was room.</exception>
    public ValueTask<bool> WaitToSendAsync(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<bool>(cancellationToken);
        }
        if (HasEnded)
        {
            return new ValueTask<bool>(false);
        }
        return MustWait(_queue.TailTicket) && Volatile.Read(ref _overflow) is null ? Wait(SendWaiter<T>.Rent(cancellationToken)) : new ValueTask<bool>(true);
    }

    /// <summary>
    /// Ends the channel: later sends are refused, waiting senders are told that the stream is over, and the reader is woken to read the rest.
    /// </summary>
    /// <returns>True for the first call, whose reason counts.</returns>
    public bool TryEnd(CompletionReason reason, Exception? exception)
    {
        // Full fence; pairs with the push in Wait: either a new waiter sees the end, or it is released below.
        if (Interlocked.CompareExchange(ref _end, new ChannelEnd(reason, exception), null) is not null)
        {
            return false;
        }
        _queue.Close();
        Volatile.Read(ref _companion)?.Ended();

        // Begins with a full fence and ends with the wake-up: the close comes before the look at the reader's flag. Pairs with the exchange in TryPark.
        ReleaseWaiters();
        return true;
    }

    /// <summary>Takes the read half.</summary>
    /// <param name="wakeUp">Told when the parked reader has something to do.</param>
    /// <exception cref="InvalidOperationException">The read half was taken before.</exception>
    public StreamChannelReader<T> TakeReader(IChannelReaderWakeUp wakeUp)
    {
        ArgumentNullException.ThrowIfNull(wakeUp);
        if (Interlocked.Exchange(ref _readerTaken, 1) != 0)
        {
            throw new InvalidOperationException(OneReader);
        }

        // Full fence; pairs with the exchange in TryEnd: a send that ended the channel for its full queue sees the reader, or its end is seen here.
        Interlocked.Exchange(ref _wakeUp, wakeUp);
        if (EndReason == CompletionReason.SlowConsumer)
        {
            wakeUp.Overflow();
        }
        Volatile.Read(ref _companion)?.ReaderTaken(wakeUp);
        return new StreamChannelReader<T>(this);
    }

    /// <summary>After an event was published or the channel ended: wakes the reader if it sleeps.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void WakeReaderIfParked()
    {
        // The full fence that makes this read late enough is the ticket's increment; pairs with the exchange in TryPark.
        int park = Volatile.Read(ref _parked);
        if (park != 0)
        {
            WakeReader(park);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WakeReader(int park)
    {
        // Full fence: one of those who see the flag takes it, and what the reader did before it parked is visible to the callee.
        if (Interlocked.CompareExchange(ref _parked, 0, park) == park)
        {
            Volatile.Read(ref _wakeUp)?.WakeUp();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool HasRoom(long tail, int limit)
    {
        // A closed queue's tail is negative and always has room: the enqueue will be refused.
        return tail - Volatile.Read(ref _headSeen) < limit || HasRoomNow(tail, limit);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool HasRoomNow(long tail, int limit)
    {
        // The reader's progress is copied here, so that senders do not fetch the reader's cache line for every event. The copy may go
        // backwards when two senders race; then one of them looks again earlier than needed. Not written when it says nothing new: senders that try again and again at a full queue would take the line from
        // one another and from the reader.
        long head = _queue.HeadTicket;
        if (Volatile.Read(ref _headSeen) != head)
        {
            Volatile.Write(ref _headSeen, head);
        }
        return tail - head < limit;
    }
}
