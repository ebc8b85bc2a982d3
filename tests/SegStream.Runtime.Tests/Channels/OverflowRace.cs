using SegStream.Queues;

namespace SegStream.Channels;

/// <summary>Senders and a reader on threads of their own, in a channel that drops.</summary>
internal sealed class OverflowRace
{
    public const int Senders = 4;

    private readonly int _items;
    private readonly long[] _last = new long[Senders];
    private readonly int _reading;
    private long _accepted;
    private int _done;

    public OverflowRace(OverflowPolicy policy, int capacity, int items, int reading)
    {
        _items = items;
        _reading = reading;
        Channel = new StreamChannel<long>(new ChannelLimits(capacity, capacity, 1, policy), policy == OverflowPolicy.Coalesce ? Key : null);
    }

    public StreamChannel<long> Channel { get; }

    public long Accepted => Volatile.Read(ref _accepted);

    public long Read { get; private set; }

    /// <summary>What the reader was told of, bit by bit.</summary>
    public long Told { get; private set; }

    /// <summary>What the channel says at its end.</summary>
    public long Dropped { get; private set; }

    public int Most { get; private set; }

    /// <summary>The number of the last event that was read, by sender.</summary>
    public IReadOnlyList<long> Last => _last;

    /// <param name="endEarly">Whether the stream ends while the senders send.</param>
    public void Run(bool endEarly) =>
        Watchdog.Run($"overflow of {Channel.Count}", [.. Enumerable.Range(0, Senders).Select(sender => (Action<CancellationToken>)(_ => Send(sender))), stop => ReadAll(endEarly, stop)]);

    // An event is its sender in the low bits, and a number. Each sender has its own key, and sends in ascending numbers.
    private static readonly EventKey[] Keys = [.. Enumerable.Range(0, Senders).Select(sender => new EventKey(null, $"{sender}"))];

    private static EventKey Key(long item) => Keys[item % Senders];

    private void Send(int sender)
    {
        long accepted = 0;
        for (long i = 1; i <= _items && Channel.TrySend((i * Senders) + sender) == SendResult.Accepted; i++)
        {
            accepted++;
        }
        Interlocked.Add(ref _accepted, accepted);
        Interlocked.Increment(ref _done);
    }

    private void ReadAll(bool endEarly, CancellationToken stop)
    {
        StreamChannelReader<long> reader = Channel.TakeReader(new CountingWakeUp());
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            Most = Math.Max(Most, Channel.Count);
            for (int i = 0; i < _reading && reader.TryRead(out long item); i++)
            {
                Assert.True(item / Senders > _last[item % Senders], $"Event {item / Senders} of sender {item % Senders} came after {_last[item % Senders]}.");
                _last[item % Senders] = item / Senders;
                Read++;
                Told += reader.TakeLoss();
            }

            if ((endEarly && Read > _items / 50) || Volatile.Read(ref _done) == Senders)
            {
                Channel.TryEnd(CompletionReason.Completed, null);
            }

            if (reader.IsCompleted)
            {
                reader.TryRead(out _);
                Told += reader.TakeLoss();
                Dropped = reader.Discard();
                return;
            }
            Thread.Yield();
        }
    }
}
