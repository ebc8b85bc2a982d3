using SegStream.Sending;

namespace SegStream;

/// <summary>
/// Tells a stream how far some work is, as seldom as a client can use it: when the whole percentage has changed, and, if an interval is set, when that much time has passed since the
/// last event and something was done meanwhile. Made by <c>sender.Progress(total)</c>.
/// </summary>
/// <remarks>
/// <para>Any number of threads may report at the same time. A report that sends nothing allocates nothing; no report waits, neither for a client nor for another thread, and none
/// throws, also after the end of the stream. Events come in ascending order, each with a higher percentage, or with more done where the interval let it through.</para>
/// <para>When the queue is full an event is left out, and the next report tries again with what is done by then. The one with 100 % is never left out while the stream is open:
/// it is queued above the capacity. It is sent once, and nothing after it.</para>
/// <para>What is reported is the amount done so far, not a difference: an amount below one that was reported before says nothing new, one below 0 counts as nothing, one above the total as the total, and one that is
/// not a number is disregarded. <see cref="Add"/> counts instead. With a total of 0 any report, and <see cref="Complete"/>, tells of 100 %.</para>
/// <para>Nothing is sent by itself: work that ends without <see cref="Complete"/> or a report of the total has not come to 100 %.</para>
/// </remarks>
public sealed class StreamProgress : IProgress<long>, IProgress<int>, IProgress<double>
{
    private readonly ProgressOutlet _outlet;
    private readonly long _total;
    private readonly long _intervalTicks;
    private readonly TimeProvider _time;

    // The most that was reported. Only grows.
    private long _done;

    // The sum of what was added.
    private long _added;

    // Belong to the thread that has the turn.
    private long _sentAt;
    private long _sentDone = -1;
    private int _sentPercent = -1;

    // The amount from which on the next event is due by its percentage; written by the thread that has the turn, read by all, so that most reports need nothing else.
    private long _nextDone;
    private int _turn;

    internal StreamProgress(ProgressOutlet outlet, long total, TimeSpan? interval, TimeProvider? time)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(total);
        if (interval is { } set)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(set, TimeSpan.Zero, nameof(interval));
        }

        _outlet = outlet;
        _total = total;
        _time = time ?? TimeProvider.System;
        _intervalTicks = interval is { } wanted ? (long)Math.Min(long.MaxValue / 2, Math.Max(1, wanted.TotalSeconds * _time.TimestampFrequency)) : 0;
        _sentAt = _intervalTicks > 0 ? _time.GetTimestamp() : 0;
    }

    /// <summary>What there is to do.</summary>
    public long Total => _total;

    /// <summary>The most that was reported, 0 to <see cref="Total"/>.</summary>
    public long Done => Volatile.Read(ref _done);

    /// <summary>Reports how much is done by now.</summary>
    /// <param name="value">The amount in the unit of <see cref="Total"/>.</param>
    public void Report(long value)
    {
        var done = Math.Clamp(value, 0, _total);
        var most = Volatile.Read(ref _done);
        while (done > most)
        {
            // Full fence; pairs with the one in SendNews: either this report finds the turn free, or whoever has it finds this amount.
            var seen = Interlocked.CompareExchange(ref _done, done, most);
            if (seen == most)
            {
                break;
            }

            most = seen;
        }

        if (done >= Volatile.Read(ref _nextDone) || (_intervalTicks > 0 && done > Volatile.Read(ref _sentDone) && IsDueByTime))
        {
            SendNews();
        }
    }

    /// <inheritdoc cref="Report(long)"/>
    public void Report(int value) => Report((long)value);

    /// <inheritdoc cref="Report(long)"/>
    /// <remarks>Parts of a step are not done yet: the amount is rounded down. NaN is disregarded.</remarks>
    public void Report(double value)
    {
        if (!double.IsNaN(value))
        {
            // The conversion of what is too large for the type stops at its limits.
            Report(double.ConvertToInteger<long>(Math.Floor(value)));
        }
    }

    /// <summary>Counts steps that have been done, on any thread.</summary>
    /// <param name="steps">How many more; what is below 1 is disregarded.</param>
    public void Add(long steps = 1)
    {
        if (steps > 0 && Volatile.Read(ref _added) < _total)
        {
            Report(Sum(steps));
        }
    }

    /// <summary>Reports that everything is done.</summary>
    public void Complete() => Report(_total);

    // Stops at the total, so that it cannot overflow.
    private long Sum(long steps)
    {
        var added = Volatile.Read(ref _added);
        while (true)
        {
            var sum = steps < _total - added ? added + steps : _total;
            var seen = Interlocked.CompareExchange(ref _added, sum, added);
            if (seen == added)
            {
                return sum;
            }

            added = seen;
        }
    }

    private bool IsDueByTime => _time.GetTimestamp() - Volatile.Read(ref _sentAt) >= _intervalTicks;

    // One thread at a time sends, so that the events are in order. Who does not get the turn leaves its amount behind and goes.
    private void SendNews()
    {
        while (Interlocked.Exchange(ref _turn, 1) == 0)
        {
            long done;
            bool isSent;
            try
            {
                done = Volatile.Read(ref _done);
                isSent = TrySend(done);
            }
            finally
            {
                // Full fence; pairs with the exchange in Report and with the one above: what came meanwhile is seen below, or its thread gets the turn.
                Interlocked.Exchange(ref _turn, 0);
            }

            if (!isSent || Volatile.Read(ref _done) < Volatile.Read(ref _nextDone))
            {
                return;
            }
        }
    }

    // Has the turn.
    private bool TrySend(long done)
    {
        var percent = PercentOf(done);
        if (percent == _sentPercent && !(_intervalTicks > 0 && done > _sentDone && IsDueByTime))
        {
            return false;
        }

        // What the stream does not take is left out, as if it had been sent: making one event after the other for a full queue would help nobody.
        var isLast = percent == 100;
        var isOver = !_outlet.TrySend(new ProgressReport(done, _total, percent), isLast) && _outlet.IsOver;
        _sentPercent = percent;
        Volatile.Write(ref _sentDone, isLast || isOver ? long.MaxValue : done);
        Volatile.Write(ref _nextDone, isLast || isOver ? long.MaxValue : LeastDoneOf(percent + 1));
        if (_intervalTicks > 0)
        {
            Volatile.Write(ref _sentAt, _time.GetTimestamp());
        }

        return true;
    }

    private int PercentOf(long done) => done >= _total ? 100 : (int)((Int128)done * 100 / _total);

    // The least amount that makes a percentage.
    private long LeastDoneOf(int percent) => (long)((((Int128)_total * percent) + 99) / 100);
}
